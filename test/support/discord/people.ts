import { asJson, type Json } from './form.ts';
import { guildOf } from './guilds.ts';
import { type Actor, commandData, type Values } from './interaction-event.ts';
import type { createInteractions, Outcome } from './interactions.ts';
import { read } from './markdown.ts';
import type { Stored } from './messages.ts';
import { listOf, SOMEBODY, type World } from './world.ts';

/** A message as a person sees it. */
export interface Shown {
  readonly id: string;
  readonly channel: string;
  /** Seen by one person and nobody else. */
  readonly ephemeral: boolean;
  /** All words of the message and its card, and the names of its files, as the client shows them. */
  readonly text: string;
  readonly content: string;
  readonly embeds: readonly Json[];
  /** Labels, in order. */
  readonly buttons: readonly string[];
  readonly files: readonly ShownFile[];
}

/** A file to be downloaded from a message. */
export interface ShownFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export type Who = Partial<Actor>;
export type Begin = ReturnType<typeof createInteractions>['begin'];

const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL_SUBMIT = 5;

/** What people do; each resolves with what they are shown, and rejects where nothing comes in time. */
export function peopleOf(world: World, begin: Begin) {
  const act = async (type: number, data: Json, actor: Actor, source?: Stored): Promise<Shown> =>
    messageOf(await begin(type, data, actor, source));
  const sourceOf = ({ id }: Pick<Shown, 'id'>): Stored | undefined =>
    world.messages.find((message) => message.id === id);

  return {
    /** `sub`: `status`, or `deadline add` in a group. */
    async slash(command: string, sub: string, values: Values = {}, who: Who = {}): Promise<Shown> {
      const actor = actorOf(world, who);
      return act(COMMAND, commandData(world, actor, { command, sub, values }), actor);
    },

    /** Types in an option; resolves with the choices offered. */
    async autocomplete(
      command: string,
      sub: string,
      option: string,
      typed: string,
      who: Who = {},
    ): Promise<{ name: string; value: string }[]> {
      const actor = actorOf(world, who);
      const typing = { command, sub, values: { [option]: typed }, focused: option };
      const outcome = await begin(AUTOCOMPLETE, commandData(world, actor, typing), actor);
      if (outcome.kind !== 'choices') throw new Error('Answered with a message, not with choices');
      return outcome.choices.map(({ name, value }) => ({
        name: String(name),
        value: String(value),
      }));
    },

    /** By who sees the message, where nobody is named. */
    async click(message: Pick<Shown, 'id'>, label: string, who: Who = {}): Promise<Shown> {
      const source = sourceOf(message);
      const button = source && buttonsOf(source).find((one) => one.label === label);
      if (!source || !button) throw new Error(`No button '${label}' in message ${message.id}`);
      if (button.custom_id === undefined) throw new Error(`'${label}' opens a page`);
      const data = { custom_id: button.custom_id, component_type: 2 };
      return act(COMPONENT, data, viewerOf(world, who, source), source);
    },

    /** Presses a button that is not (or no longer) ours, or that nobody was shown. */
    async clickCustom(message: Pick<Shown, 'id'>, customId: string, who: Who = {}): Promise<Shown> {
      const data = { custom_id: customId, component_type: 2 };
      return act(COMPONENT, data, actorOf(world, who), sourceOf(message));
    },

    /** Sends in a form that the bot did not open. */
    async submit(customId: string, who: Who = {}): Promise<Shown> {
      return act(MODAL_SUBMIT, { custom_id: customId, components: [] }, actorOf(world, who));
    },
  };
}

/** Who acts in a server is a member of it. Throws where they were removed. */
function actorOf(world: World, who: Who): Actor {
  const actor = { user: SOMEBODY, ...who };
  if (actor.direct) return actor;
  const { id, members, gone } = guildOf(world, actor.guild ?? world.guild);
  if (gone.has(actor.user)) throw new Error(`${actor.user} is no longer in the server ${id}`);
  if (!members.has(actor.user)) members.set(actor.user, { roles: [] });
  return actor;
}

/** Who presses a button where it is shown. Throws where they do not see the message. */
function viewerOf(world: World, who: Who, source: Stored): Actor {
  const [direct] = [...world.directs].find(([, channel]) => channel === source.channel) ?? [];
  const only = direct ?? source.to;
  const user = who.user ?? only ?? SOMEBODY;
  if (only !== undefined && user !== only)
    throw new Error(`${user} does not see the message ${source.id}`);
  const guild = world.rooms.get(source.channel)?.guild;
  return actorOf(world, {
    ...who,
    user,
    ...(direct !== undefined ? { direct: true } : {}),
    ...(guild !== undefined ? { guild } : {}),
  });
}

function messageOf(outcome: Outcome): Shown {
  if (outcome.kind === 'message') return shown(outcome.message);
  throw new Error('Answered with choices, not with a message');
}

const buttonsOf = (message: Stored): Json[] =>
  message.components.flatMap(({ components }) => listOf(components));

export function shown(message: Stored): Shown {
  const texts = [message.content, ...message.embeds.flatMap(markdownOf)].map(
    (raw) => read(raw).text,
  );
  const footers = message.embeds.map(({ footer }) => String(asJson(footer).text ?? ''));
  return {
    id: message.id,
    channel: message.channel,
    ephemeral: message.ephemeral,
    text: [...texts, ...footers, ...message.files.map(({ name }) => name)]
      .filter((text) => text !== '')
      .join('\n'),
    content: message.content,
    embeds: message.embeds,
    buttons: buttonsOf(message).map(({ label }) => String(label)),
    files: message.files.map(({ name, content }) => ({ name, content })),
  };
}

/** The texts of a card in which the client draws markdown; the footer is not one. */
export function markdownOf({ title, description, fields }: Json): string[] {
  const inFields = listOf(fields).flatMap(({ name, value }) => [name, value]);
  return [title, description, ...inFields].filter((text) => typeof text === 'string');
}
