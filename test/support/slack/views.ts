import { randomUUID } from 'node:crypto';
import type { Json } from './block-kit.ts';
import { submissionPayload } from './payloads.ts';
import type { Transport } from './transports.ts';
import { createTriggers } from './triggers.ts';
import { inputsOf, isTooLarge, judgeView } from './view-rules.ts';
import type { Answer, Method } from './web-api.ts';
import type { Workspace } from './workspace.ts';

/** A view as a person sees it. */
interface ShownView {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  readonly view: Json;
}

/** What a person typed: block_id, action_id, then the state of the element. */
type Values = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Modals and Home: https://docs.slack.dev/surfaces/modals */
export interface Views {
  readonly methods: Readonly<Record<string, Method>>;
  /** A trigger_id for an act of this person: good for 3 s, once. */
  newTrigger(user: string): string;
  /** Makes every trigger_id too old. */
  expireTriggers(): void;
  /** The modals that a person has open, the one on top last. */
  stack(user: string): readonly ShownView[];
  home(user: string): ShownView | undefined;
  /** Sends a form in; answers the errors shown below its fields, by block_id. */
  submit(shown: ShownView, values: Values): Promise<Json>;
  /** Sends in a form that the app never opened; answers the acknowledgement. */
  forge(view: Json, user?: string): Promise<Json>;
}

const MOST_DEEP = 3;

const refuse = (error: string, messages: readonly string[] = []): Answer => ({
  ok: false,
  error,
  ...(messages.length > 0 && { response_metadata: { messages } }),
});

export function createViews(workspace: Workspace, transport: () => Transport): Views {
  const triggers = createTriggers();
  const stacks = new Map<string, readonly ShownView[]>();
  const homes = new Map<string, ShownView>();
  let count = 0;

  const stack = (user: string): readonly ShownView[] => stacks.get(user) ?? [];
  const everything = () => [...[...stacks.values()].flat(), ...homes.values()];
  const newHash = () => `${++count}.${randomUUID().slice(0, 8)}`;
  const answer = (shown: ShownView): Answer => ({ ok: true, view: asSent(shown) });

  /** The view as Slack hands it to an app. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
  function asSent({ id, hash, user, view }: ShownView, values: Values = {}): Json {
    const ids = stack(user).map((each) => each.id);
    const at = ids.indexOf(id);
    return {
      private_metadata: '',
      callback_id: '',
      external_id: '',
      ...view,
      id,
      hash,
      team_id: workspace.team,
      app_id: 'A1',
      bot_id: 'BBOT',
      state: { values },
      root_view_id: ids[0] ?? id,
      previous_view_id: ids[at - 1] ?? null,
    };
  }

  /** Slack's refusal of a view, if any; `replaced` is the view whose place it takes. */
  function refusal(
    view: unknown,
    type: 'modal' | 'home',
    where: string,
    replaced?: ShownView,
  ): Answer | undefined {
    const problems = judgeView(view, type);
    for (const problem of problems) workspace.broken(`${where}: ${problem}`);
    if (problems.length > 0) return refuse('invalid_arguments', problems);
    const given = view as Json;
    if (isTooLarge(given)) {
      workspace.broken(`${where}: more than 250 kB`);
      return refuse('view_too_large');
    }
    const taken = everything().some(
      (each) => each.id !== replaced?.id && each.view.external_id === given.external_id,
    );
    return given.external_id && taken ? refuse('duplicate_external_id') : undefined;
  }

  const put = (user: string, view: unknown): ShownView => {
    const shown = { id: `V${++count}`, hash: newHash(), user, view: view as Json };
    stacks.set(user, [...stack(user), shown]);
    return shown;
  };

  const replace = (before: ShownView, view: unknown): ShownView => {
    const after = { ...before, hash: newHash(), view: view as Json };
    const { user } = before;
    if (homes.get(user)?.id === before.id) homes.set(user, after);
    stacks.set(
      user,
      stack(user).map((each) => (each.id === before.id ? after : each)),
    );
    return after;
  };

  const raise =
    (where: 'views.open' | 'views.push') =>
    ({ trigger_id, view }: Json): Answer => {
      const by = triggers.exchange(trigger_id);
      if ('error' in by) return refuse(by.error);
      const pushed = where === 'views.push';
      if (pushed && stack(by.user).length === 0) workspace.broken('views.push: nothing is open');
      if (pushed && stack(by.user).length >= MOST_DEEP) return refuse('push_limit_reached');
      const refused = refusal(view, 'modal', where);
      if (refused) return refused;
      if (!pushed) stacks.delete(by.user);
      return answer(put(by.user, view));
    };

  function update({ view_id, external_id, hash, view }: Json): Answer {
    const before = everything().find((each) =>
      view_id ? each.id === view_id : external_id && each.view.external_id === external_id,
    );
    if (!before) return refuse('not_found');
    if (hash !== undefined && hash !== before.hash) return refuse('hash_conflict');
    const type = before.view.type === 'home' ? 'home' : 'modal';
    return refusal(view, type, 'views.update', before) ?? answer(replace(before, view));
  }

  function publish({ user_id, view, hash }: Json): Answer {
    const user = String(user_id);
    if (!workspace.people.has(user)) return refuse('user_not_found');
    const before = homes.get(user);
    if (before && hash !== undefined && hash !== before.hash) return refuse('hash_conflict');
    const refused = refusal(view, 'home', 'views.publish', before);
    if (refused) return refused;
    const shown = { id: before?.id ?? `V${++count}`, hash: newHash(), user, view: view as Json };
    homes.set(user, shown);
    return answer(shown);
  }

  const method = (run: Method['run'], ...args: readonly string[]): Method => ({
    token: 'bot',
    args: ['view', ...args],
    run,
  });

  /** https://docs.slack.dev/surfaces/modals#handling_submissions */
  function respond(shown: ShownView, ack: Json): Json {
    const { user } = shown;
    const action = ack.response_action;
    if (action === 'errors') return errorsOf(shown, ack.errors);
    if (action === 'clear') stacks.delete(user);
    else if (action === 'update' || action === 'push') {
      const replaced = action === 'update' ? shown : undefined;
      if (!replaced && stack(user).length >= MOST_DEEP) workspace.broken('push_limit_reached');
      else if (refusal(ack.view, 'modal', `response_action ${action}`, replaced)) return {};
      else if (replaced) replace(replaced, ack.view);
      else put(user, ack.view);
    } else if (Object.keys(ack).length > 0)
      workspace.broken(`unknown response_action ${String(action)}`);
    else stacks.set(user, stack(user).slice(0, -1));
    return {};
  }

  function errorsOf({ view }: ShownView, errors: unknown): Json {
    const fields = inputsOf(view).map(({ block_id }) => block_id);
    for (const [field, text] of Object.entries((errors ?? {}) as Json))
      if (!fields.includes(field) || typeof text !== 'string' || text === '')
        workspace.broken(`response_action errors: no text, or no field ${field}`);
    return (errors ?? {}) as Json;
  }

  return {
    methods: {
      'views.open': method(raise('views.open'), 'trigger_id'),
      'views.push': method(raise('views.push'), 'trigger_id'),
      'views.update': method(update, 'view_id', 'external_id', 'hash'),
      'views.publish': method(publish, 'user_id', 'hash'),
    },
    newTrigger: triggers.create,
    expireTriggers: triggers.expire,
    stack,
    home: (user) => homes.get(user),
    forge: (view, user = 'U1') =>
      transport().dispatch(
        'interactive',
        submissionPayload(
          triggers.create(user),
          asSent({ id: 'V0', hash: '0', user, view }),
          user,
          workspace,
        ),
      ),
    async submit(shown, values) {
      const { user } = shown;
      if (stack(user).at(-1)?.id !== shown.id) throw new Error(`${shown.id} is not on top`);
      const sent = asSent(shown, values);
      const payload = submissionPayload(triggers.create(user), sent, user, workspace);
      const ack = await transport().dispatch('interactive', payload);
      return respond(shown, ack);
    },
  };
}
