import type { Account, Exposure, Seat } from './coalition/coalition.ts';
import type { Newcomer } from './coalition/coalitions.ts';
import type { Caller } from './command.ts';
import type { Destination } from './destination.ts';
import type { Delivery, Parcel } from './notice.ts';
import type { Reply } from './reply.ts';

/** What a person asked: free text (Slack, console, buttons), or a command with options (Discord). */
export type Question = (
  | { readonly text: string }
  | { readonly command: string; readonly options: Readonly<Record<string, string>> }
) & {
  /**
   * All in the channel will see the answer, as with Share, or with paging under
   * a message of the channel: it is then what the channel may see, and not what
   * who asks may.
   */
  readonly forAll?: boolean;
};

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
  /** Completions, best first; a promise where the coalition's own are asked for. Never throws, never rejects. */
  suggest(
    command: string,
    option: string,
    typed: string,
    caller: Caller,
  ): readonly Suggestion[] | Promise<readonly Suggestion[]>;
  /**
   * Vigil has been installed in a workspace or server, or was when it was away:
   * founds a coalition where the place has none. Never rejects.
   */
  arrived(
    place: Pick<Destination, 'platform' | 'workspace'> & { readonly name: string },
    installer?: Newcomer,
  ): Promise<void>;
}

/** A chat platform. */
export interface Adapter {
  readonly platform: string;
  /**
   * Connects and serves. Rejects with UnreachableError where another try may do
   * (by a new adapter), with UserError where only a person can help.
   */
  start(desk: Desk): Promise<void>;
  /** Never throws. The channel `@123` is an account's direct messages, which it opens first. */
  deliver(parcel: Parcel): Promise<Delivery>;
  /** What an account is in a workspace or server; rejects where the platform does not answer. */
  seat(destination: Destination, account: Account): Promise<Seat>;
  /** Who reads a channel; rejects where the platform does not answer. */
  exposure(destination: Destination): Promise<Exposure>;
  /** Stops taking questions, finishes those in flight, disconnects. */
  stop(): Promise<void>;
}
