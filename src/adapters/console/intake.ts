import type { Question } from '../../core/adapter.ts';
import { type Caller, lineOf } from '../../core/command.ts';
import type { Destination } from '../../core/destination.ts';

/** The one place of a terminal. */
export const TERMINAL: Destination = {
  platform: 'console',
  workspace: 'local',
  channel: 'terminal',
};

/** The same, as places are listed. */
export const OPERATORS_PLACE = {
  platform: TERMINAL.platform,
  workspace: TERMINAL.workspace,
  name: 'This computer',
  kind: 'workspace',
} as const;

/** Whoever sits at the terminal may do everything there. */
export const OPERATOR = {
  place: TERMINAL,
  placeName: OPERATORS_PLACE.name,
  account: { platform: TERMINAL.platform, workspace: TERMINAL.workspace, id: 'operator' },
  name: 'Operator',
  seat: 'admin',
  mayManage: true,
} as const satisfies Caller;

/** `/upr usa`, or the same without the root. Undefined for an empty line. */
export function questionFrom(line: string): Question | undefined {
  const text = line.trim();
  return text === '' ? undefined : { text };
}

/** The end of an unfinished line, and of which command it is an option. */
export interface Typing {
  readonly command: string;
  readonly typed: string;
}

/** Words that the name of a command has at most. */
const MOST_WORDS = 3;

/**
 * What of an unfinished line can be completed, the longest name first:
 * `/upr deadline add wat` may be `wat` after `deadline add`, or `add wat` after
 * `deadline`; at last all of it is what help would be asked about.
 */
export function beingTyped(line: string, root: string): readonly Typing[] {
  const text = line.trimStart();
  const bare = withoutRoot(text, root);
  const typings: Typing[] = [];
  for (let count = MOST_WORDS; count > 0; count -= 1) {
    const name = new RegExp(`^((?:[a-z-]+\\s+){${count}})(.*)$`, 'i').exec(bare);
    if (name) typings.push({ command: nameOf(name[1] ?? ''), typed: name[2] ?? '' });
  }
  return [...typings, { command: 'help', typed: bare }];
}

/** What stands behind the root, with the space at its end; the second root counts as a word. */
function withoutRoot(text: string, root: string): string {
  const bare = lineOf(root, text);
  if (bare === text.trim()) return text;
  return text.endsWith(' ') && bare !== '' ? `${bare} ` : bare;
}

const nameOf = (words: string): string => words.trim().replace(/\s+/g, ' ').toLowerCase();
