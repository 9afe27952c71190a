import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import type { Question, Suggestion } from '../../core/adapter.ts';
import { type Account, DIRECT } from '../../core/coalition/coalition.ts';
import type { Caller } from '../../core/command.ts';
import { type Names, nameAt } from './command-paths.ts';
import { LIMITS } from './limits.ts';
import { clean, cut } from './markdown.ts';
import { plainSeatIn } from './places.ts';

type Asked = AutocompleteInteraction | ButtonInteraction | ChatInputCommandInteraction;
type Typed = AutocompleteInteraction | ChatInputCommandInteraction;

/** Ids are the same in every server. */
export const accountOf = (id: string): Account => ({ platform: 'discord', workspace: '', id });

/** The command and its options, every value as text: `{ command: 'deadline add', options: { state: 'PER' } }`. */
export const questionOf = (interaction: ChatInputCommandInteraction, names: Names): Question => ({
  command: commandOf(interaction, names),
  options: Object.fromEntries(
    valuesOf(interaction.options.data).map(({ name, value }) => [name, String(value)]),
  ),
});

/** The whole name of a command: `deadline add`, `admin link`. */
export const commandOf = ({ commandName, options }: Typed, names: Names): string =>
  nameAt(
    {
      top: commandName,
      group: options.getSubcommandGroup(false) ?? undefined,
      subcommand: options.getSubcommand(false) ?? '',
    },
    names,
  );

/** What was typed, from under its group and subcommand. */
function valuesOf(data: readonly CommandInteractionOption[]): readonly CommandInteractionOption[] {
  const [outer] = data;
  const nests =
    outer?.type === ApplicationCommandOptionType.SubcommandGroup ||
    outer?.type === ApplicationCommandOptionType.Subcommand;
  return nests ? valuesOf(outer.options ?? []) : data;
}

/**
 * Who asks, and from where. In a server, who may manage the channel may change
 * what it follows; in direct messages everybody may for themselves.
 */
export function callerOf(interaction: Asked): Caller {
  const { guildId, guild, channelId, user, memberPermissions: granted } = interaction;
  const may = (right: bigint): boolean => granted?.has(right) ?? false;
  return {
    place: { platform: 'discord', workspace: guildId ?? DIRECT, channel: channelId ?? '' },
    ...(guild && { placeName: guild.name }),
    account: accountOf(user.id),
    name: nameOf(interaction),
    ...seatOf(interaction),
    mayManage: guildId === null || may(PermissionFlagsBits.ManageChannels),
  };
}

/** None in direct messages, and none yet where Vigil has not been told of the server: then it is asked. */
function seatOf({ guildId, guild, memberPermissions }: Asked): Pick<Caller, 'seat'> {
  if (guildId === null) return {};
  if (memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return { seat: 'admin' };
  return guild ? { seat: plainSeatIn(guild) } : {};
}

/** As the server calls them, else as they call themselves. */
function nameOf({ member, user }: Asked): string {
  const inServer = member instanceof GuildMember ? member.nickname : member?.nick;
  return inServer ?? user.displayName;
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
