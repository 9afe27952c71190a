import { randomBytes } from 'node:crypto';
import { type Json, judge } from './block-kit.ts';
import { PEOPLE, type Person } from './people.ts';
import type { Shown } from './screen.ts';

/** How the next call of a method goes wrong. */
export type Fault =
  | { readonly kind: 'rate_limited'; readonly seconds: number }
  /** 200 with `ok: false`. */
  | { readonly kind: 'error'; readonly error: string }
  /** After the write: the message stands, the answer is lost. */
  | { readonly kind: 'http_after_write'; readonly status: number }
  | { readonly kind: 'cut_after_write' };

export interface Channel {
  readonly id: string;
  archived: boolean;
  /** Whether the bot was invited. */
  member: boolean;
  /** `im`: a person's direct messages with the app where the bot is a member, else between two people. Public unless said. */
  readonly kind?: 'public' | 'private' | 'im' | 'mpim';
  /** Who else reads it; `soon`: another company was asked in. */
  readonly shared?: 'with another company' | 'soon' | 'within the organisation';
  /** Who is in it; U1, U2 and the bot unless said. */
  readonly people?: readonly string[];
}

/** The state of one workspace: who may call, where, what was said, and which rules were broken. */
export interface Workspace {
  readonly team: string;
  /** The slash-commands that the app's manifest names. */
  readonly commands: Set<string>;
  readonly tokens: { readonly bot: string; readonly app: string; readonly signingSecret: string };
  readonly scopes: Set<string>;
  readonly channels: Map<string, Channel>;
  readonly people: Map<string, Person>;
  readonly brokenRules: string[];
  /** Calls of the Web API, in order. */
  readonly calls: { readonly method: string; readonly args: Json }[];
  readonly messages: Shown[];
  /** Whether each acknowledgement brought the answer with it, in order. */
  readonly acks: ('bare' | 'with answer')[];
  /** Set where Slack refuses a token from now on: `token_revoked` … */
  readonly refused: Map<string, string>;
  failNext(method: string, fault: Fault): void;
  takeFault(method: string): Fault | undefined;
  /** Notes what is wrong with a message; answers Slack's error where it refuses it. */
  check(message: Json, where: string): string | undefined;
  show(message: Omit<Shown, 'ts'>): Shown;
  replace(ts: string, message: Json): Shown | undefined;
  broken(rule: string): void;
}

/** What the bot was given at its installation. */
export const BOT_SCOPES = [
  'commands',
  'chat:write',
  'im:write',
  'users:read',
  'channels:read',
  'groups:read',
  'im:read',
  'files:write',
] as const;

export function createWorkspace(): Workspace {
  const faults = new Map<string, Fault[]>();
  const messages: Shown[] = [];
  const brokenRules: string[] = [];
  const secret = () => randomBytes(16).toString('hex');
  let count = 0;
  return {
    team: 'T1',
    commands: new Set(['/upr', '/upr-admin']),
    tokens: { bot: `xoxb-fake-${secret()}`, app: `xapp-fake-${secret()}`, signingSecret: secret() },
    scopes: new Set<string>([...BOT_SCOPES, 'connections:write']),
    channels: new Map(['C1', 'C2'].map((id) => [id, { id, archived: false, member: true }])),
    people: new Map(PEOPLE),
    brokenRules,
    calls: [],
    messages,
    acks: [],
    refused: new Map(),
    failNext(method, fault) {
      faults.set(method, [...(faults.get(method) ?? []), fault]);
    },
    takeFault: (method) => faults.get(method)?.shift(),
    check(message, where) {
      const { error, problems } = judge(message);
      brokenRules.push(...problems.map((problem) => `${where}: ${problem}`));
      return error;
    },
    show(message) {
      const shown = { ...message, ts: `1763000000.${String(++count).padStart(6, '0')}` };
      messages.push(shown);
      return shown;
    },
    replace(ts, message) {
      const at = messages.findIndex((each) => each.ts === ts);
      const before = messages[at];
      if (!before) return undefined;
      const after = { ...before, ...contentOf(message) };
      messages[at] = after;
      return after;
    },
    broken: (rule) => void brokenRules.push(rule),
  };
}

/** Text and blocks of a message as it came in. */
export const contentOf = (message: Json): Pick<Shown, 'text' | 'blocks'> => ({
  text: String(message.text ?? ''),
  blocks: Array.isArray(message.blocks) ? message.blocks : [],
});
