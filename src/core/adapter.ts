import type { Caller } from './command.ts';
import type { Destination } from './destination.ts';
import type { Delivery, Parcel } from './notice.ts';
import type { Reply } from './reply.ts';

/** What a person asked: free text (Slack, console, buttons), or a command with options (Discord). */
export type Question =
  | { readonly text: string }
  | { readonly command: string; readonly options: Readonly<Record<string, string>> };

/** A value to offer while a person types. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** What an adapter may ask of the rest of the house. */
export interface Desk {
  /**
   * Never throws and never rejects. At once where memory suffices (the adapter
   * answers in the acknowledgement), else a promise (it acknowledges first).
   */
  answer(question: Question, caller: Caller): Reply | Promise<Reply>;
  /** Completions from memory, best first. */
  suggest(command: string, option: string, typed: string, caller: Caller): readonly Suggestion[];
}

/** A chat platform. */
export interface Adapter {
  readonly platform: string;
  /**
   * Connects and serves. Rejects with UnreachableError where another try may do
   * (by a new adapter), with UserError where only a person can help.
   */
  start(desk: Desk): Promise<void>;
  /** Never throws. */
  deliver(parcel: Parcel): Promise<Delivery>;
  /** Tells a person something in private; never throws. */
  tell?(destination: Destination, person: string, reply: Reply): Promise<void>;
  /** Stops taking questions, finishes those in flight, disconnects. */
  stop(): Promise<void>;
}
