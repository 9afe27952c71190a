import type { Command } from '../src/core/command.ts';
import { about } from './about.ts';
import { deadlines } from './deadlines.ts';
import { follow } from './follow.ts';
import { following } from './following.ts';
import { help } from './help.ts';
import { session } from './session.ts';
import { statement } from './statement.ts';
import { statements } from './statements.ts';
import { status } from './status.ts';
import { timeline } from './timeline.ts';
import { unfollow } from './unfollow.ts';

/** Every slash-command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  status,
  timeline,
  statements,
  statement,
  deadlines,
  session,
  follow,
  unfollow,
  following,
  help,
  about,
];
