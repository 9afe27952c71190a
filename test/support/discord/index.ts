import { once } from 'node:events';
import { createApi, type Fault } from './api.ts';
import { asJson, type Json } from './form.ts';
import { addressOf, createGateway } from './gateway.ts';
import { type Actor, commandData, type Values } from './interaction-event.ts';
import { createInteractions, directChannel, type Outcome } from './interactions.ts';
import { read } from './markdown.ts';
import { createWorld, listOf, type Stored, type World } from './world.ts';

/** A message as a person sees it. */
export interface Shown {
  readonly id: string;
  readonly channel: string;
  /** Seen by one person and nobody else. */
  readonly ephemeral: boolean;
  /** All words of the message and its card, as the client shows them. */
  readonly text: string;
  readonly content: string;
  readonly embeds: readonly Json[];
  /** Labels, in order. */
  readonly buttons: readonly string[];
}

type Who = Partial<Actor>;

const SOMEBODY: Actor = { user: '100000000000000001' };
const MESSAGES = 'POST /channels/:channel/messages';
const HEARTBEAT_MS = 41_250;

/**
 * Discord on 127.0.0.1: gateway, REST API and interactions, with the platform's
 * own rules and errors. What the bot does against them is kept in `brokenRules`.
 */
export async function startFakeDiscord({ heartbeatMs = HEARTBEAT_MS, embeds = true } = {}) {
  const world = createWorld({ embeds });
  const api = createApi(world, () => interactions);
  const gateway = createGateway(world, api.server, heartbeatMs);
  const interactions = createInteractions(world, gateway.dispatch);
  api.server.listen(0, '127.0.0.1');
  await once(api.server, 'listening');

  return {
    ...people(world, interactions.begin),
    ...faults(world, api.failNext),
    /** For `rest.api`: the client adds the version. */
    apiUrl: `${addressOf(api.server).replace('ws:', 'http:')}/api`,
    token: world.token,
    brokenRules: world.brokenRules as readonly string[],
    /** Whom messages have notified: `@everyone`, `<@1>`. */
    mentioned: world.mentioned as readonly string[],
    guild: world.guild,
    channel: world.channel,
    /** Commands as the API lists them. */
    commands: (): readonly Json[] => world.commands,
    /** Routes called, in order: `POST /channels/:channel/messages`. */
    calls: api.calls as readonly string[],
    seen: gateway.seen,
    /** What everybody sees in a channel, oldest first. */
    messages: (channel = world.channel): Shown[] =>
      world.messages.filter((one) => one.channel === channel && !one.ephemeral).map(shown),
    /** What was shown to one person and nobody else, oldest first. */
    whispers: (): Shown[] => world.messages.filter(({ ephemeral }) => ephemeral).map(shown),
    directMessages: (user: string): Shown[] =>
      world.messages.filter(({ channel }) => channel === world.directs.get(user)).map(shown),
    op7: gateway.reconnect,
    invalidSession: gateway.invalidate,
    dropAcks: gateway.dropAcks,
    cut: gateway.cut,
    /** Interaction tokens end after 15 minutes: as if they had passed. */
    expireTokens: interactions.expire,
    revokeToken(): void {
      world.revoked = true;
      gateway.close(4004);
    },
    async stop(): Promise<void> {
      interactions.stop();
      gateway.stop();
      api.server.closeAllConnections();
      await new Promise((resolve) => api.server.close(resolve));
    },
  };
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;

/** What people do; each resolves with what they are shown, and rejects where nothing comes in time. */
function people(world: World, begin: ReturnType<typeof createInteractions>['begin']) {
  const act = async (type: number, data: Json, who: Who, source?: Stored): Promise<Shown> =>
    messageOf(await begin(type, data, { ...SOMEBODY, ...who }, source));

  return {
    slash: (command: string, sub: string, values: Values = {}, who: Who = {}): Promise<Shown> =>
      act(2, commandData(world, command, sub, values), who),

    /** Types in an option; resolves with the choices offered. */
    async autocomplete(
      command: string,
      sub: string,
      option: string,
      typed: string,
      who: Who = {},
    ): Promise<{ name: string; value: string }[]> {
      const data = commandData(world, command, sub, { [option]: typed }, option);
      const outcome = await begin(4, data, { ...SOMEBODY, ...who });
      if (outcome.kind !== 'choices') throw new Error('Answered with a message, not with choices');
      return outcome.choices.map(({ name, value }) => ({
        name: String(name),
        value: String(value),
      }));
    },

    async click(message: Pick<Shown, 'id'>, label: string, who: Who = {}): Promise<Shown> {
      const source = world.messages.find(({ id }) => id === message.id);
      const button = source && buttonsOf(source).find((one) => one.label === label);
      if (!source || !button) throw new Error(`No button '${label}' in message ${message.id}`);
      if (button.custom_id === undefined) throw new Error(`'${label}' opens a page`);
      return act(3, { custom_id: button.custom_id, component_type: 2 }, who, source);
    },

    /** Presses a button that is not (or no longer) ours. */
    async clickCustom(message: Pick<Shown, 'id'>, customId: string): Promise<Shown> {
      const source = world.messages.find(({ id }) => id === message.id);
      return act(3, { custom_id: customId, component_type: 2 }, {}, source);
    },
  };
}

/** What can go wrong. */
function faults(world: World, failNext: (route: string, fault: Fault) => number) {
  return {
    /** The next request of a route fails so; several are used up one after another. */
    failNext(fault: Fault, route: string = MESSAGES): void {
      failNext(route, fault);
    },
    /** Writing in the channel is refused with a code from now on: 10003, 50001, 50013. */
    forbid(channel: string, code: number): void {
      world.channels.set(channel, code);
    },
    addChannel(): string {
      const id = world.nextId();
      world.channels.set(id, undefined);
      return id;
    },
    refuseDirectMessages(user: string): void {
      world.channels.set(directChannel(world, user), 50007);
    },
    /** The gateway closes every IDENTIFY with a code from now on. */
    refuseIdentify(code: number): void {
      world.identifyRefused = code;
    },
  };
}

function messageOf(outcome: Outcome): Shown {
  if (outcome.kind === 'message') return shown(outcome.message);
  throw new Error('Answered with choices, not with a message');
}

const buttonsOf = (message: Stored): Json[] =>
  message.components.flatMap(({ components }) => listOf(components));

function shown(message: Stored): Shown {
  const texts = [message.content, ...message.embeds.flatMap(markdownOf)].map(
    (raw) => read(raw).text,
  );
  const footers = message.embeds.map(({ footer }) => String(asJson(footer).text ?? ''));
  return {
    id: message.id,
    channel: message.channel,
    ephemeral: message.ephemeral,
    text: [...texts, ...footers].filter((text) => text !== '').join('\n'),
    content: message.content,
    embeds: message.embeds,
    buttons: buttonsOf(message).map(({ label }) => String(label)),
  };
}

/** The texts of a card in which the client draws markdown; the footer is not one. */
export function markdownOf({ title, description, fields }: Json): string[] {
  const inFields = listOf(fields).flatMap(({ name, value }) => [name, value]);
  return [title, description, ...inFields].filter((text) => typeof text === 'string');
}
