import type { Question } from '../../core/adapter.ts';
import type { Caller } from '../../core/command.ts';
import type { Destination } from '../../core/destination.ts';

/** The one place of a terminal. */
export const TERMINAL: Destination = {
  platform: 'console',
  workspace: 'local',
  channel: 'terminal',
};

/** Whoever sits at the terminal may do everything there. */
export const OPERATOR: Caller = { place: TERMINAL, person: 'operator', mayManage: true };

/** `/upr usa`, or the same without the root. Undefined for an empty line. */
export function questionFrom(line: string): Question | undefined {
  const text = line.trim();
  return text === '' ? undefined : { text };
}

/**
 * What of an unfinished line can be completed: `/upr status uni` is `uni` after
 * `status`; `/upr sta` is itself what help would be asked about.
 */
export function beingTyped(
  line: string,
  root: string,
): { readonly command: string; readonly typed: string } {
  const text = line.trimStart();
  const bare = text.toLowerCase().startsWith(`${root} `)
    ? text.slice(root.length).trimStart()
    : text;
  const [, command = 'help', typed = bare] = /^([a-z]+)\s+(.*)$/i.exec(bare) ?? [];
  return { command: command.toLowerCase(), typed };
}
