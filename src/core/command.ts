import type { Core } from './core.ts';
import type { Destination } from './destination.ts';
import type { Day } from './edtf.ts';
import type { Reply } from './reply.ts';

/** What a person may type after a command. The name is its key in `options`. */
export interface Option {
  readonly summary: string;
  /** Drives parsing, completion and Discord's option type. `subject`: a State, `session 53`, or `all`. */
  readonly kind:
    | 'state'
    | 'subject'
    | 'session'
    | 'statement'
    | 'command'
    | 'date'
    | 'number'
    | 'flag'
    | 'text';
  /** Takes the words that carry no option name. At most one a command. */
  readonly positional?: boolean;
  readonly required?: boolean;
  /** For `number`, both inclusive. */
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly string[];
  readonly example?: string;
}

/** Option values as the router has checked them: ISO3 codes, EDTF days, digits; absent where not given. */
export type OptionValues = Readonly<Record<string, string>>;

/** Who asks, and from where. */
export interface Caller {
  readonly place: Destination;
  /** The platform's id of the account; never a display name. */
  readonly person: string;
  /** May change what this place follows: Manage Channels on Discord, anybody in a Slack channel or their own DM. */
  readonly mayManage: boolean;
}

export interface Call {
  readonly options: OptionValues;
  readonly caller: Caller;
  /** The day as of which to answer: `as-of`, else today in Geneva. */
  readonly asOf: Day;
  /** Whether `as-of` was given: the stale warning then counts from that day. */
  readonly past: boolean;
}

/**
 * One slash-command, the same for every platform. Help, Slack usage and Discord
 * registration are derived from it.
 */
export interface Command {
  readonly name: string;
  /** At most 100 characters, one line. https://discord.com/developers/docs/interactions/application-commands */
  readonly summary: string;
  /** Whole lines as a person would type them, without the root. */
  readonly examples: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /**
   * A Reply at once where memory suffices: it may then depend on the options,
   * the day and the record only, is remembered, and goes into the
   * acknowledgement. A promise where a store or the platform must be asked:
   * adapters acknowledge first and answer after.
   */
  run(call: Call, core: Core): Reply | Promise<Reply>;
}

/** Options that every answer takes. */
export const SHARED_OPTIONS = {
  'as-of': { kind: 'date', summary: 'Answer as of a past day, such as 2025-11-08' },
  share: { kind: 'flag', summary: 'Show the answer to the whole channel' },
} as const satisfies Record<string, Option>;

/** Types a command literal where it is written. */
export const defineCommand = (command: Command): Command => command;
