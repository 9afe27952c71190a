import { DIRECT, isDirect } from '../../src/core/coalition/coalition.ts';
import type { Destination } from '../../src/core/destination.ts';

/** A destination as the log names it: direct messages without whose they are, for the log outlives a purge of the person. */
export const loggedDestination = (destination: Destination): Destination =>
  isDirect(destination) ? { ...destination, channel: DIRECT } : destination;
