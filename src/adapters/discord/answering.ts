import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import type { Desk } from '../../core/adapter.ts';
import type { Log } from '../../core/log.ts';
import type { Reply } from '../../core/reply.ts';
import { pressOf } from './buttons.ts';
import { isPastAnswering, loggable } from './failures.ts';
import { callerOf, choicesOf, questionOf, showsEmbeds } from './intake.ts';
import { type DiscordMessage, render } from './render.ts';

type Answerable = ButtonInteraction | ChatInputCommandInteraction;
type Drawn = Pick<DiscordMessage, 'content' | 'embeds' | 'components'>;

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

/** Answers whatever a person does with Vigil. Never rejects: what goes wrong is logged. */
export async function answerInteraction(
  interaction: Interaction,
  desk: Desk,
  log: Log,
): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await complete(interaction, desk);
    else if (interaction.isChatInputCommand())
      await reply(interaction, desk.answer(questionOf(interaction), callerOf(interaction)));
    else if (interaction.isButton()) await press(interaction, desk);
  } catch (error) {
    const late = isPastAnswering(error);
    log[late ? 'warn' : 'error'](
      { ...loggable(error), interaction: interaction.id },
      late ? 'Discord interaction could not be answered in time' : 'Discord interaction failed',
    );
  }
}

async function complete(interaction: AutocompleteInteraction, desk: Desk): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const command = interaction.options.getSubcommand(false) ?? '';
  const suggestions = desk.suggest(command, name, value, callerOf(interaction));
  await interaction.respond(choicesOf(suggestions));
}

/** No collectors: they would end with the process, and buttons live for months. */
async function press(interaction: ButtonInteraction, desk: Desk): Promise<void> {
  const pressed = pressOf(interaction.customId);
  if (!pressed) return now(interaction, OLD_BUTTON);
  const answer = desk.answer({ text: pressed.command }, callerOf(interaction));
  if (pressed.does === 'show') return turnPage(interaction, answer);
  const audience = pressed.does === 'share' ? 'channel' : 'caller';
  const addressed = answer instanceof Promise ? answer.then(to(audience)) : to(audience)(answer);
  return reply(interaction, addressed);
}

/** What cannot be answered as asked is nobody else's concern; what is shared needs no Share button. */
const to =
  (audience: Reply['audience']) =>
  (answer: Reply): Reply => ({
    ...answer,
    audience: answer.problem ? 'caller' : audience,
    buttons: (answer.buttons ?? []).filter(({ does }) => audience === 'caller' || does !== 'share'),
  });

/** Answers in place of the message; a refusal leaves it as it was. */
async function turnPage(
  interaction: ButtonInteraction,
  answer: Reply | Promise<Reply>,
): Promise<void> {
  if (!(answer instanceof Promise)) {
    if (answer.problem) return now(interaction, to('caller')(answer));
    await interaction.update(drawn(interaction, answer));
    return;
  }
  await interaction.deferUpdate();
  const page = await answer;
  if (page.problem) await interaction.followUp(privately(drawn(interaction, page)));
  else await interaction.editReply(drawn(interaction, page));
}

/** At once where the answer is there; else acknowledged first, within Discord's three seconds. */
async function reply(interaction: Answerable, answer: Reply | Promise<Reply>): Promise<void> {
  if (!(answer instanceof Promise)) return now(interaction, answer);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const late = await answer;
  if (late.audience === 'caller') {
    await interaction.editReply(drawn(interaction, late));
    return;
  }
  // The first response fixes for good who sees it, so the channel gets one of its own.
  await interaction.editReply(drawn(interaction, SHOWN_BELOW));
  await interaction.followUp(drawn(interaction, late));
}

async function now(interaction: Answerable, answer: Reply): Promise<void> {
  const message = drawn(interaction, answer);
  await interaction.reply(answer.audience === 'caller' ? privately(message) : message);
}

const privately = (message: Drawn): Drawn & { flags: MessageFlags.Ephemeral } => ({
  ...message,
  flags: MessageFlags.Ephemeral,
});

/** Mentions are left to the client's `allowedMentions`, which allows none. */
function drawn(interaction: Answerable, answer: Reply): Drawn {
  const withCards = showsEmbeds(interaction);
  const known = withCards ? cards.get(answer) : undefined;
  if (known) return known;
  const { content, embeds, components } = render(answer, { embeds: withCards });
  const message: Drawn = { content, embeds, components };
  if (withCards) cards.set(answer, message);
  return message;
}

/** The desk remembers its replies: when a hundred servers ask the same, it is drawn once. */
const cards = new WeakMap<Reply, Drawn>();
