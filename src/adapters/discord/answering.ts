import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import type { Desk, Suggestion } from '../../core/adapter.ts';
import { DIRECT } from '../../core/coalition/coalition.ts';
import type { Log } from '../../core/log.ts';
import type { Reply } from '../../core/reply.ts';
import { type Press, pressOf } from './buttons.ts';
import type { Names } from './command-paths.ts';
import { isPastAnswering, loggable } from './failures.ts';
import { type DrawnFile, withFile } from './files.ts';
import { callerOf, choicesOf, commandOf, questionOf, showsEmbeds } from './intake.ts';
import { type DiscordMessage, render } from './render.ts';

type Answerable = ButtonInteraction | ChatInputCommandInteraction;
type Drawn = Pick<DiscordMessage, 'content' | 'embeds' | 'components'>;
type Handed = Drawn & { readonly files?: DrawnFile[] };

const SHOWN_BELOW: Reply = {
  title: 'Shown to the channel below',
  tone: 'done',
  audience: 'caller',
  blocks: [],
};

const OLD_BUTTON: Reply = {
  title: 'This button is from an older version of Vigil',
  tone: 'warning',
  audience: 'caller',
  blocks: [{ kind: 'paragraph', text: ['Please ask again with the slash-command.'] }],
};

/** Discord drops completions that come after three seconds. */
const COMPLETE_MS = 2_500;

/** What an answer takes. */
interface Means {
  readonly desk: Desk;
  readonly names: Names;
  readonly log: Log;
}

/**
 * Answers whatever a person does with Vigil; a form that Vigil never opened is
 * nothing of the kind. Never rejects: what goes wrong is logged.
 */
export async function answerInteraction(
  interaction: Interaction,
  { desk, names, log }: Means,
): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await complete(interaction, desk, names);
    else if (interaction.isChatInputCommand())
      await reply(interaction, desk.answer(questionOf(interaction, names), callerOf(interaction)));
    else if (interaction.isButton()) await press(interaction, desk);
  } catch (error) {
    const late = isPastAnswering(error);
    log[late ? 'warn' : 'error'](
      { ...loggable(error), interaction: interaction.id },
      late ? 'Discord interaction could not be answered in time' : 'Discord interaction failed',
    );
  }
}

async function complete(
  interaction: AutocompleteInteraction,
  desk: Desk,
  names: Names,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const command = commandOf(interaction, names);
  const suggestions = desk.suggest(command, name, value, callerOf(interaction));
  await interaction.respond(choicesOf(await inTime(suggestions)));
}

/** Nothing, where it takes too long or fails: people can still type. */
async function inTime(
  suggestions: readonly Suggestion[] | Promise<readonly Suggestion[]>,
): Promise<readonly Suggestion[]> {
  if (!(suggestions instanceof Promise)) return suggestions;
  const ended = new AbortController();
  const late = sleep(COMPLETE_MS, [], { signal: ended.signal });
  return Promise.race([suggestions, late])
    .catch(() => [])
    .finally(() => ended.abort());
}

/** No collectors: they would end with the process, and buttons live for months. */
async function press(interaction: ButtonInteraction, desk: Desk): Promise<void> {
  const pressed = pressOf(interaction.customId);
  if (!pressed) return now(interaction, OLD_BUTTON);
  const question = { text: pressed.command, forAll: isForAll(pressed, interaction) };
  const answer = desk.answer(question, callerOf(interaction));
  if (pressed.does === 'show') return turnPage(interaction, answer);
  const audience = pressed.does === 'share' ? 'channel' : 'caller';
  const addressed = answer instanceof Promise ? answer.then(to(audience)) : to(audience)(answer);
  return reply(interaction, addressed);
}

/** Whether others see the answer too: it is then what the channel may see, and not what the person who pressed may. */
const isForAll = ({ does }: Press, interaction: ButtonInteraction): boolean =>
  does === 'share' || (does === 'show' && !isSeenAlone(interaction));

/** Whether the message with the button is seen by who pressed it and nobody else. */
const isSeenAlone = ({ guildId, message }: ButtonInteraction): boolean =>
  guildId === null || message.flags.has(MessageFlags.Ephemeral);

/** What cannot be answered as asked, or hands out a file, is nobody else's concern; what is shared needs no Share button. */
const to =
  (audience: Reply['audience']) =>
  (answer: Reply): Reply => ({
    ...answer,
    audience: answer.problem || answer.file ? 'caller' : audience,
    buttons: (answer.buttons ?? []).filter(({ does }) => audience === 'caller' || does !== 'share'),
  });

/** A refusal, a file and what is for the caller alone: no answers in place of a message that others see. */
const isApart = ({ problem, file, audience }: Reply, interaction: ButtonInteraction): boolean =>
  problem !== undefined ||
  file !== undefined ||
  (audience === 'caller' && !isSeenAlone(interaction));

/** Answers in place of the message; what must stand apart from it leaves it as it was. */
async function turnPage(
  interaction: ButtonInteraction,
  answer: Reply | Promise<Reply>,
): Promise<void> {
  if (!(answer instanceof Promise)) {
    if (isApart(answer, interaction)) return now(interaction, to('caller')(answer));
    await interaction.update(inPlace(interaction, answer));
    return;
  }
  await interaction.deferUpdate();
  const page = await answer;
  if (isApart(page, interaction)) await interaction.followUp(privately(handed(interaction, page)));
  else await interaction.editReply(inPlace(interaction, page));
}

/** A file belongs to the answer that handed it out, and would stay under another. */
const inPlace = (interaction: ButtonInteraction, page: Reply): Drawn & { attachments?: [] } => ({
  ...drawn(interaction, page),
  ...(interaction.message.attachments.size > 0 && { attachments: [] }),
});

/** At once where the answer is there; else acknowledged first, within Discord's three seconds. */
async function reply(interaction: Answerable, answer: Reply | Promise<Reply>): Promise<void> {
  if (!(answer instanceof Promise)) return now(interaction, answer);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const late = await answer;
  if (late.audience === 'caller' || late.file) {
    await interaction.editReply(handed(interaction, late));
    return;
  }
  // The first response fixes for good who sees it, so the channel gets one of its own.
  await interaction.editReply(drawn(interaction, SHOWN_BELOW));
  await interaction.followUp(drawn(interaction, late));
}

async function now(interaction: Answerable, answer: Reply): Promise<void> {
  const isPrivate = answer.audience === 'caller' || answer.file;
  await interaction.reply(
    isPrivate ? privately(handed(interaction, answer)) : drawn(interaction, answer),
  );
}

const privately = (message: Handed): Handed & { flags: MessageFlags.Ephemeral } => ({
  ...message,
  flags: MessageFlags.Ephemeral,
});

/** With the file, where there is one: only ever in what the person alone sees. */
function handed(interaction: Answerable, answer: Reply): Handed {
  if (!answer.file) return drawn(interaction, answer);
  const { reply, files } = withFile(answer, interaction.attachmentSizeLimit);
  return { ...drawn(interaction, reply), files };
}

/** Mentions are left to the client's `allowedMentions`, which allows none. */
function drawn(interaction: Answerable, answer: Reply): Drawn {
  const { content, embeds, components } = render(answer, {
    embeds: showsEmbeds(interaction),
    server: interaction.guildId ?? DIRECT,
  });
  return { content, embeds, components };
}
