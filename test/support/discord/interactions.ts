import { asJson, createChecker, type Json, Refusal, refuseProblems } from './form.ts';
import { type Actor, type Begun, eventOf } from './interaction-event.ts';
import { checkMessage } from './message-form.ts';
import {
  checkFiles,
  editMessage,
  messageObject,
  notify,
  type Stored,
  storedMessage,
  type Upload,
} from './messages.ts';
import type { World } from './world.ts';

/** What a person gets to see of an interaction. */
export type Outcome =
  | { readonly kind: 'message'; readonly message: Stored }
  | { readonly kind: 'choices'; readonly choices: readonly Json[] };

interface Held extends Begun {
  readonly user: string;
  readonly outcome: PromiseWithResolvers<Outcome>;
  readonly timer: NodeJS.Timeout;
  answered: boolean;
  /** Type 5 was answered, and whether to the person alone. */
  deferred: { readonly ephemeral: boolean } | undefined;
  /** Type 6 was answered: the next edit is of the message with the button. */
  updating: boolean;
  dead: boolean;
  expiresAt: number;
  original: Stored | undefined;
}

// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type
const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL_SUBMIT = 5;

/** Which kinds of callback each kind of interaction may be answered with. Opening a modal is not emulated. */
const CALLBACKS: Readonly<Record<number, readonly number[]>> = {
  [COMMAND]: [4, 5],
  [COMPONENT]: [4, 5, 6, 7],
  [AUTOCOMPLETE]: [8],
  [MODAL_SUBMIT]: [4, 5, 6, 7],
};

const FIRST_ANSWER_MS = 3_000;
const TOKEN_MS = 15 * 60_000;
const EPHEMERAL = 64;
/**
 * Interactions from the person's act to what is shown.
 * https://discord.com/developers/docs/interactions/receiving-and-responding
 */
export function createInteractions(world: World, dispatch: (type: string, data: Json) => void) {
  const held = new Map<string, Held>();
  let last: Json | undefined;
  const broken = (rule: string): number => world.brokenRules.push(`interactions: ${rule}`);

  /** Sends INTERACTION_CREATE; resolves with what is shown, rejects where nothing comes in time. */
  function begin(type: number, data: Json, actor: Actor, source?: Stored): Promise<Outcome> {
    const id = world.nextId();
    const token = `interaction-${id}`;
    const channel = actor.direct
      ? directChannel(world, actor.user)
      : (source?.channel ?? actor.channel ?? channelIn(world, actor.guild));
    const outcome = Promise.withResolvers<Outcome>();
    const one: Held = {
      id,
      token,
      type,
      channel,
      source,
      user: actor.user,
      outcome,
      timer: setTimeout(() => {
        one.dead = true;
        outcome.reject(new Error('The application did not respond'));
      }, FIRST_ANSWER_MS),
      answered: false,
      deferred: undefined,
      updating: false,
      dead: false,
      expiresAt: Date.now() + TOKEN_MS,
      original: undefined,
    };
    held.set(token, one);
    last = eventOf(world, one, data, actor);
    dispatch('INTERACTION_CREATE', last);
    return outcome.promise;
  }

  /** POST /interactions/{id}/{token}/callback */
  function callback(id: string, token: string, body: Json, files: readonly Upload[]): Json {
    const one = held.get(token);
    if (!one || one.id !== id) throw new Refusal(404, 10062, 'Unknown interaction');
    if (one.dead) {
      broken('first answer after three seconds');
      throw new Refusal(404, 10062, 'Unknown interaction');
    }
    if (one.answered) {
      broken('answered twice');
      throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
    }
    const type = Number(body.type);
    const data = asJson(body.data);
    const checker = createChecker();
    checker.oneOf('type', type, CALLBACKS[one.type] ?? []);
    refuseProblems(checker.problems);
    answer(one, type, data, files);
    one.answered = true;
    clearTimeout(one.timer);
    return {
      interaction: { id, type: one.type, response_message_id: one.original?.id },
      resource: { type, ...(one.original ? { message: messageObject(world, one.original) } : {}) },
    };
  }

  function answer(one: Held, type: number, data: Json, files: readonly Upload[]): void {
    if (type === 8) one.outcome.resolve({ kind: 'choices', choices: checkedChoices(data) });
    else if (type === 6) one.updating = true;
    else if (type === 5) one.deferred = deferral(data);
    else {
      const updates = type === 7 && one.source;
      one.original = updates
        ? edit(updates, data, files)
        : write(one, data, isEphemeral(data), files);
      one.outcome.resolve({ kind: 'message', message: one.original });
    }
  }

  /** Only the ephemeral flag may be set; what else is given is dropped by Discord. */
  function deferral(data: Json): { ephemeral: boolean } {
    if (
      Object.keys(data).some((key) => key !== 'flags') ||
      ![0, EPHEMERAL].includes(Number(data.flags ?? 0))
    )
      broken('a deferred answer carries more than the ephemeral flag');
    return { ephemeral: isEphemeral(data) };
  }

  function write(one: Held, data: Json, ephemeral: boolean, files: readonly Upload[]): Stored {
    checkMessage(data, 'response', files.length);
    checkFiles(world, data, files);
    notify(world, data, 'interactions');
    const to = ephemeral ? one.user : undefined;
    const message = storedMessage(world, one.channel, data, { to, files });
    world.messages.push(message);
    return message;
  }

  function edit(message: Stored, data: Json, files: readonly Upload[]): Stored {
    checkMessage(data, 'edit', files.length);
    checkFiles(world, data, files);
    notify(world, data, 'interactions');
    return editMessage(world, message, data, files);
  }

  /** The interaction of a webhook route, while its token lives. */
  function living(token: string): Held {
    const one = held.get(token);
    if (!one?.answered) throw new Refusal(404, 10015, 'Unknown Webhook');
    if (Date.now() < one.expiresAt) return one;
    throw new Refusal(401, 50027, 'Invalid Webhook Token');
  }

  /** POST /webhooks/{application}/{token} */
  function followUp(token: string, body: Json, files: readonly Upload[]): Json {
    const one = living(token);
    if (one.deferred && !one.original)
      broken('a follow-up straight after a deferral edits the placeholder');
    const message = write(one, body, isEphemeral(body), files);
    if (one.updating) one.outcome.resolve({ kind: 'message', message });
    return messageObject(world, message);
  }

  /** PATCH /webhooks/{application}/{token}/messages/@original */
  function editOriginal(token: string, body: Json, files: readonly Upload[]): Json {
    const one = living(token);
    if (one.updating && one.source) one.original = edit(one.source, body, files);
    else if (one.original) edit(one.original, body, files);
    else if (one.deferred) one.original = write(one, body, one.deferred.ephemeral, files);
    if (!one.original) throw new Refusal(404, 10008, 'Unknown Message');
    one.outcome.resolve({ kind: 'message', message: one.original });
    return messageObject(world, one.original);
  }

  return {
    begin,
    callback,
    followUp,
    editOriginal,
    /** Sends the event of the last interaction once more. */
    repeat(): void {
      if (last) dispatch('INTERACTION_CREATE', last);
    },
    /** As if a quarter of an hour had passed for every interaction begun so far. */
    expire(): void {
      for (const one of held.values()) one.expiresAt = 0;
    },
    stop(): void {
      for (const { timer } of held.values()) clearTimeout(timer);
    },
  };
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete */
function checkedChoices(data: Json): readonly Json[] {
  const checker = createChecker();
  const choices = checker.list('data.choices', data.choices ?? [], 25);
  for (const [i, { name, value }] of choices.entries()) {
    checker.length(`data.choices.${i}.name`, name, 1, 100);
    checker.length(`data.choices.${i}.value`, value, 1, 100);
  }
  refuseProblems(checker.problems);
  return choices;
}

const isEphemeral = ({ flags }: Json): boolean => (Number(flags ?? 0) & EPHEMERAL) !== 0;

/** The first channel of a server. */
function channelIn(world: World, guild = world.guild): string {
  const [channel] = [...world.rooms].find(([, room]) => room.guild === guild) ?? [];
  if (channel !== undefined) return channel;
  throw new Error(`No channel in the server ${guild}`);
}

/** The same channel each time for the same account. */
export function directChannel(world: World, user: string): string {
  const known = world.directs.get(user);
  if (known) return known;
  const id = world.nextId();
  world.directs.set(user, id);
  world.channels.set(id, undefined);
  return id;
}
