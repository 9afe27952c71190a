import type { RespondArguments } from '@slack/bolt';
import { ADMIN } from '../../core/command.ts';
import type { Reply } from '../../core/reply.ts';
import type { Pressed } from './intake.ts';
import { commandResponse } from './render.ts';

/** What a press shows, and where; `team`: of the token. */
export function answerToPress(
  { does, ephemeral }: Pressed,
  reply: Reply,
  team: string,
): RespondArguments {
  // A refusal is for the person who pressed; the channel keeps what it shows.
  if (reply.problem) return commandResponse({ ...reply, audience: 'caller' }, team);
  if (does === 'share') return commandResponse({ ...reply, audience: 'channel' }, team);
  if (does === 'ask') return commandResponse(reply, team);
  return {
    ...commandResponse({ ...reply, audience: ephemeral ? 'caller' : 'channel' }, team),
    replace_original: true,
  };
}

export const olderButton = (root: string): RespondArguments =>
  saying(`This button is from an older version of Vigil. Type ${root} help for what works now.`);

/** The app's settings name a command that the configuration does not. */
export const otherCommand = (root: string): RespondArguments =>
  saying(
    `Vigil answers ${root} and ${root}-${ADMIN} here. Type ${root} help. If Slack does not know that command, whoever runs Vigil should set VIGIL_COMMAND to what the app's settings say.`,
  );

const saying = (title: string): RespondArguments =>
  commandResponse({ title, tone: 'calm', audience: 'caller', blocks: [] });
