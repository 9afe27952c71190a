import { randomUUID } from 'node:crypto';
import type { Json } from './block-kit.ts';
import { type Actor, clickPayload, commandPayload, mayType } from './payloads.ts';
import { buttonsOf, type Shown, type ShownButton } from './screen.ts';
import type { Transport } from './transports.ts';
import { contentOf, type Workspace } from './workspace.ts';

/** Slash-commands and clicks, from the hand of the person to what they see. */
export interface Interactions {
  /** Types a command; answers the first message that comes of it. Rejects where Slack knows no such command. */
  command(typed: string, actor?: Actor): Promise<Shown>;
  /** Presses a button; answers the message that comes of it. */
  click(message: Shown, label: string, actor?: Actor): Promise<Shown>;
  /** Presses a link button: opens its page, and still tells the app. */
  follow(message: Shown, label: string): Promise<string>;
  /** Presses a button as a message of an older version bore it. */
  clickOlder(actionId: string, actor?: Actor): Promise<Shown>;
  /** What a response_url answers: 200, or 404 once it is used up or too old. */
  respond(id: string, message: Json): number;
  /** Makes every response_url too old. */
  expireResponseUrls(): void;
}

interface Interaction {
  readonly channel: string;
  readonly user: string;
  readonly original?: Shown;
  readonly openedAt: number;
  uses: number;
  shown(message: Shown): void;
}

const LIFE_MS = 30 * 60_000;
const MOST_USES = 5;
const MESSAGE_KEYS = [
  'text',
  'blocks',
  'mrkdwn',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
];

export function createInteractions(
  workspace: Workspace,
  transport: () => Transport,
  origin: () => string,
  newTrigger: (user: string) => string,
): Interactions {
  const open = new Map<string, Interaction>();
  let expired = false;
  let clicks = 0;

  /** Opens a response_url, hands over the payload, and waits for what is shown. */
  async function interact(
    type: 'slash_commands' | 'interactive',
    actor: Required<Actor>,
    payload: (base: Json) => Json,
    original?: Shown,
  ): Promise<{ acknowledged: Promise<Json>; seen: Promise<Shown> }> {
    const id = randomUUID();
    const seen = new Promise<Shown>((resolve) =>
      open.set(id, {
        ...actor,
        openedAt: Date.now(),
        uses: 0,
        shown: resolve,
        ...(original && { original }),
      }),
    );
    const base = {
      token: 'legacy',
      api_app_id: 'A1',
      trigger_id: newTrigger(actor.user),
      response_url: `${origin()}/response/${id}`,
    };
    const acknowledged = transport().dispatch(type, payload(base));
    return {
      seen,
      acknowledged: acknowledged.then((ack) => {
        const bare = Object.keys(ack).length === 0;
        workspace.acks.push(bare ? 'bare' : 'with answer');
        if (!bare) take(id, ack, 'acknowledgement');
        return ack;
      }),
    };
  }

  function take(id: string, message: Json, where: string): number {
    const interaction = open.get(id);
    if (!interaction) return 404;
    for (const key of Object.keys(message))
      if (!MESSAGE_KEYS.includes(key)) workspace.broken(`${where}: unknown key ${key}`);
    if (workspace.check(message, where)) return 400;
    if (message.replace_original === true) {
      const replaced = interaction.original && workspace.replace(interaction.original.ts, message);
      if (!replaced) return 404;
      interaction.shown(replaced);
      return 200;
    }
    const onlyTo = message.response_type === 'in_channel' ? null : interaction.user;
    interaction.shown(
      workspace.show({ channel: interaction.channel, onlyTo, ...contentOf(message) }),
    );
    return 200;
  }

  const actorOf = ({ channel = 'C1', user = 'U1' }: Actor = {}): Required<Actor> => ({
    channel,
    user,
  });

  const press = (message: Shown, { element, block }: ShownButton, actor: Required<Actor>) =>
    interact(
      'interactive',
      actor,
      (base) =>
        clickPayload(
          base,
          message,
          { ...element, block_id: block, action_ts: `1763000000.${++clicks}` },
          actor,
          workspace,
        ),
      message,
    );

  return {
    async command(typed, actor) {
      const who = actorOf(actor);
      if (!mayType(typed, who.user, workspace))
        throw new Error(`${typed.split(' ', 1)} is not a valid command`);
      const { acknowledged, seen } = await interact('slash_commands', who, (base) =>
        commandPayload(base, typed, who, workspace),
      );
      await acknowledged;
      return seen;
    },
    async click(message, label, actor) {
      const { acknowledged, seen } = await press(
        message,
        buttonNamed(message, label),
        actorOf({ channel: message.channel, ...actor }),
      );
      await acknowledged;
      return seen;
    },
    async follow(message, label) {
      const button = buttonNamed(message, label);
      const { acknowledged } = await press(message, button, actorOf({ channel: message.channel }));
      await acknowledged;
      return String(button.element.url);
    },
    async clickOlder(actionId, actor) {
      const who = actorOf(actor);
      const message = workspace.show({
        channel: who.channel,
        onlyTo: null,
        text: 'An old message',
        blocks: [],
      });
      const element = {
        type: 'button',
        action_id: actionId,
        text: { type: 'plain_text', text: 'Old' },
        value: 'old',
      };
      const { acknowledged, seen } = await press(
        message,
        { label: 'Old', block: 'b0', element },
        who,
      );
      await acknowledged;
      return seen;
    },
    respond(id, message) {
      const interaction = open.get(id);
      if (!interaction || expired || Date.now() - interaction.openedAt > LIFE_MS) return 404;
      if (++interaction.uses > MOST_USES) return 404;
      return take(id, message, 'response_url');
    },
    expireResponseUrls() {
      expired = true;
    },
  };
}

function buttonNamed(message: Shown, label: string): ShownButton {
  const buttons = buttonsOf(message);
  const found = buttons.find((button) => button.label === label);
  if (!found)
    throw new Error(
      `No button '${label}' (there are: ${buttons.map((button) => button.label).join(', ') || 'none'})`,
    );
  return found;
}
