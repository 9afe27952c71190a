import type { Account, Role, Seat } from './coalition/coalition.ts';
import type { Right, Who } from './coalition/rights.ts';
import type { Core } from './core.ts';
import type { Day } from './dates/edtf.ts';
import type { Destination } from './destination.ts';
import type { Reply } from './reply.ts';

/** What a person may type after a command. The name is its key in `options`. */
export interface Option {
  readonly summary: string;
  /**
   * Drives parsing, completion and Discord's option type. `subject`: a State,
   * `session 53`, or `all`; `member`, `organisation`, `deadline` and `place`: of
   * the coalition, by id, name or mention, which the command looks up itself.
   */
  readonly kind:
    | 'state'
    | 'subject'
    | 'session'
    | 'statement'
    | 'command'
    | 'date'
    | 'number'
    | 'flag'
    | 'member'
    | 'organisation'
    | 'deadline'
    | 'place'
    | 'text';
  /** Takes the words that carry no option name. At most one a command. */
  readonly positional?: boolean;
  readonly required?: boolean;
  /** For `number`, both inclusive. */
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly string[];
  /** Of the coalition: takes several, `aclu, hrw`; the last is completed. */
  readonly several?: true;
  /** Of the coalition: words that it takes beside, such as `all`. */
  readonly words?: readonly string[];
  /** For `member`: whoever asks is not meant. */
  readonly others?: true;
  readonly example?: string;
}

/** Option values as the router has checked them: ISO3 codes, EDTF days, digits; absent where not given. */
export type OptionValues = Readonly<Record<string, string>>;

/** Who asks, and from where. */
export interface Caller {
  readonly place: Destination;
  /** What the workspace or server is called, where the platform says so. */
  readonly placeName?: string;
  readonly account: Account;
  /** The display name as given; kept only of members. */
  readonly name?: string;
  /** Where the platform says so with the question; else it is asked when it matters. */
  readonly seat?: Seat;
  /** May change what this channel follows: Manage Channels on Discord, anybody in a Slack channel or their own DM. */
  readonly mayManage: boolean;
  /** On the command line only: whoever holds the database may take any role in any of its coalitions. */
  readonly as?: { readonly role: Role; readonly coalition?: string };
}

export interface Call {
  readonly options: OptionValues;
  readonly caller: Caller;
  /** The day as of which to answer: `as-of`, else today in Geneva. */
  readonly asOf: Day;
  /** Whether `as-of` was given: the stale warning then counts from that day. */
  readonly past: boolean;
}

/** A call whose caller is known, and has the right that the command needs. */
export interface MemberCall extends Call {
  readonly who: Who;
  /** Whether the answer is for the whole channel: it then shows what the channel may show. */
  readonly shared: boolean;
}

/**
 * One slash-command, the same for every platform. Help, Slack usage and Discord
 * registration are derived from it.
 */
interface Described {
  /** `status`, `deadline add`; what begins with `admin ` is typed after the second root, `/upr-admin link`. */
  readonly name: string;
  /** At most 100 characters, one line. https://discord.com/developers/docs/interactions/application-commands */
  readonly summary: string;
  /** Whole lines as a person would type them, without the root. */
  readonly examples: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Answers about people and things of a moment are not shared, and are as of now. */
  readonly shared?: false;
}

/** Open to everybody, coalition or not. */
interface PublicCommand extends Described {
  readonly needs?: undefined;
  /**
   * A Reply at once where memory suffices: it may then depend on the options,
   * the day and the record only, is remembered, and goes into the
   * acknowledgement. A promise where a store or the platform must be asked:
   * adapters acknowledge first and answer after.
   */
  run(call: Call, core: Core): Reply | Promise<Reply>;
}

/** Shows or changes what a coalition owns: the router finds out who asks, and demands the right, before it runs. */
export interface MemberCommand extends Described {
  readonly needs: Right;
  run(call: MemberCall, core: Core): Promise<Reply>;
}

export type Command = PublicCommand | MemberCommand;

/** Options that every answer takes. */
export const SHARED_OPTIONS = {
  'as-of': { kind: 'date', summary: 'Answer as of a past day, such as 2025-11-08' },
  share: { kind: 'flag', summary: 'Show the answer to the whole channel' },
} as const satisfies Record<string, Option>;

/** Types a command literal where it is written. */
export const defineCommand = <Defined extends Command>(command: Defined): Defined => command;

/** What begins the names of the commands that coordinators use. */
export const ADMIN = 'admin';

/** A command line as a person types it: `/upr status usa`; `admin link` is `/upr-admin link`. */
export const typedAs = (root: string, line: string): string =>
  isAdministrative(line) ? `${root}-${line}` : `${root} ${line}`;

/** Whether a name or line is typed after the second root. */
export const isAdministrative = (line: string): boolean =>
  line === ADMIN || line.startsWith(`${ADMIN} `);

/**
 * The line without its root, whatever its case, with or without the slash:
 * `/upr status usa` is `status usa`, `/upr-admin link` is `admin link`.
 */
export function lineOf(root: string, typed: string): string {
  const [first = ''] = /^\S+/.exec(typed.trim()) ?? [];
  const rest = typed.trim().slice(first.length).trim();
  const called = first.replace(/^\//, '').toLowerCase();
  const name = root.replace(/^\//, '').toLowerCase();
  if (called === name) return rest;
  return called === `${name}-${ADMIN}` ? `${ADMIN} ${rest}`.trim() : typed.trim();
}
