import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Question, Suggestion } from '../../core/adapter.ts';
import type { Caller } from '../../core/command.ts';
import { LIMITS } from './limits.ts';
import { clean, cut } from './markdown.ts';

type Asked = AutocompleteInteraction | ButtonInteraction | ChatInputCommandInteraction;

/** The command and its options, every value as text: `{ command: 'status', options: { state: 'PER' } }`. */
export function questionOf({ options }: Pick<ChatInputCommandInteraction, 'options'>): Question {
  const [subcommand] = options.data;
  return {
    command: subcommand?.name ?? '',
    options: Object.fromEntries(
      (subcommand?.options ?? []).map(({ name, value }) => [name, String(value)]),
    ),
  };
}

/**
 * Who asks, and from where. In a server, who may manage the channel may change
 * what it follows; in direct messages everybody may for themselves.
 */
export function callerOf({ guildId, channelId, user, memberPermissions }: Asked): Caller {
  return {
    place: { platform: 'discord', workspace: guildId ?? 'dm', channel: channelId ?? '' },
    person: user.id,
    mayManage:
      guildId === null || (memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false),
  };
}

/** Whether embeds are shown where the question was asked; only servers can switch them off. */
export const showsEmbeds = ({ guildId, appPermissions }: Asked): boolean =>
  guildId === null || appPermissions.has(PermissionFlagsBits.EmbedLinks);

/** Completions within the ceilings of the autocomplete answer, without repeats. */
export function choicesOf(suggestions: readonly Suggestion[]): { name: string; value: string }[] {
  const choices = new Map<string, string>();
  for (const { label, value } of suggestions) {
    // A value cut short would name something else.
    if (value.trim() === '' || value.length > LIMITS.choiceValue || choices.has(value)) continue;
    const line = clean(label).replace(/\s+/g, ' ').trim();
    choices.set(value, cut(line, LIMITS.choiceName) || value);
    if (choices.size === LIMITS.suggestions) break;
  }
  return [...choices].map(([value, name]) => ({ name, value }));
}
