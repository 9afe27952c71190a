import type { HeardDate, OwnDeadline } from '../../src/core/own/deadlines.ts';
import { partsOf } from './rows.ts';

interface Change {
  readonly at: number;
  /** Whether it is the subject or who may see it that changes. */
  readonly readdressed: boolean;
  /** The instant up to which notices have been planned. */
  readonly planned: number | undefined;
}

/**
 * The columns by which a deadline gets its next version. What was replaced
 * before any beat saw it is not what people have heard: the date before stays.
 */
export function nextVersion(old: OwnDeadline, { at, readdressed, planned }: Change) {
  const setAt = old.movedAt ?? old.createdAt;
  const isHeard = planned === undefined || setAt < planned;
  const heard: HeardDate | undefined = isHeard ? partsOf(old) : old.movedFrom;
  return {
    dateVersion: old.dateVersion + 1,
    movedFrom: heard ? { ...heard, ...(readdressed && { readdressed }) } : null,
    movedAt: at,
  };
}
