import { randomUUID } from 'node:crypto';
import type { Notice, Parcel, Told } from '../../src/core/notice.ts';
import { present } from '../database.ts';
import { sql } from '../drizzle.ts';
import { outbox } from '../schema.ts';

export type Row = typeof outbox.$inferSelect;

/** In words, not as parameters: only so does SQLite use the indexes of what waits. */
export const waiting = sql`${outbox.status} in ('pending', 'sending')`;

/** A notice as a new row, at the beginning of its life. */
export function rowOf({ destination, ...notice }: Notice, now: number) {
  return {
    ...notice,
    ...destination,
    deadline: notice.deadline ?? null,
    subjects: notice.subjects ?? null,
    id: randomUUID(),
    status: 'pending' as const,
    visibleAt: notice.dueAt,
    attempts: 0,
    refusals: 0,
    createdAt: now,
    settledAt: null,
  };
}

/** Undefined where the words are no longer kept. */
export function noticeOf(row: Row): Notice | undefined {
  const { platform, workspace, channel } = row;
  const { key, coalition, kind, deadline, subjects, dueAt, reply } = present(row);
  if (!reply) return undefined;
  return {
    key,
    coalition,
    destination: { platform, workspace, channel },
    kind,
    state: row.state,
    ...(deadline === undefined ? {} : { deadline }),
    ...(subjects === undefined ? {} : { subjects }),
    dueOn: row.dueOn,
    dueAt,
    reply,
  };
}

/** What its destination was told; guaranteed by who asks: it counts towards a deadline. */
export function toldOf(row: Row): Told {
  const { key, platform, workspace, channel, state, dueOn, deadline, subjects, reply } = row;
  return {
    key,
    destination: { platform, workspace, channel },
    state,
    dueOn,
    deadline: deadline ?? '',
    subjects: subjects ?? [],
    ...(reply && { reply }),
  };
}

export function parcelOf(row: Row, inDoubtSince: number | null): Parcel {
  const notice = noticeOf(row);
  if (!notice) throw new Error(`No words for the notice '${row.key}', which waits in the outbox`);
  return {
    id: row.id,
    notice,
    attempts: row.attempts,
    ...(inDoubtSince === null ? {} : { inDoubtSince }),
  };
}
