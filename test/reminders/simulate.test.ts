import { describe, expect, it } from 'vitest';
import type { Follow } from '../../src/core/follows.ts';
import type { PublicRecord } from '../../src/core/record/record.ts';
import { simulate } from '../../src/reminders/simulate.ts';
import { timed } from '../support/beats.ts';
import { fact } from '../support/facts.ts';
import { at, following, recordWith, statement } from '../support/following.ts';
import { smallMechanism } from '../support/mechanism.ts';
import { storesWith } from '../support/stores.ts';

const REVIEW = fact({ kind: 'scheduled', date: '2025-11-07', session: 50 });
const AGAIN = fact({
  kind: 'scheduled',
  id: 'upr/4/PER/again',
  date: '2026',
  session: 53,
  knownFrom: '2025-11-07',
});

const year = (
  record: PublicRecord,
  follows: readonly Follow[] = [following({ ladder: [7, 1, 0] })],
) =>
  simulate({
    record,
    mechanism: smallMechanism,
    follows,
    from: at('2025-01-01 00:00'),
    to: at('2025-12-31 23:59'),
    outbox: storesWith().outbox,
  });

describe('a simulated year', () => {
  it('brings each rung, then what was recorded, each in its hour', async () => {
    const missed = fact({ kind: 'event', date: '2025-08-04', summary: 'No report' });

    const notices = await year(recordWith([missed, REVIEW, AGAIN]));

    expect(timed(notices)).toEqual([
      '2025-08-04T16:00:00.000Z Peru: event',
      '2025-10-31T08:00:00.000Z In 7 days: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
      '2025-11-06T08:00:00.000Z Tomorrow: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
      '2025-11-07T08:00:00.000Z Today: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
      '2025-11-07T17:00:00.000Z Moved: review, Peru — from 7 Nov 2025 to 2026 (no day set)',
    ]);
  });

  it('sees at each step only what was public then', async () => {
    const called = fact({ kind: 'cancelled', date: '2025-11-03' });

    const notices = await year(recordWith([REVIEW, called]));

    expect(timed(notices)).toEqual([
      '2025-10-31T08:00:00.000Z In 7 days: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
      '2025-11-03T17:00:00.000Z Peru: cancelled',
    ]);
    expect(notices[0]?.reply.blocks[0]).toEqual({
      kind: 'paragraph',
      text: ['UPR 4th cycle: ', { strong: 'scheduled' }],
    });
  });

  it('takes a statement of a month as recorded on the first of the next', async () => {
    const notices = await year(
      recordWith(
        [],
        [statement({ date: '2025-08' }), statement({ id: 'two', date: '2025-08-29' })],
      ),
    );

    expect(timed(notices)).toEqual([
      '2025-08-29T16:00:00.000Z Statement: Peru',
      '2025-09-01T16:00:00.000Z Statement: Peru',
    ]);
  });

  it('says nothing of what always held', async () => {
    expect(await year(recordWith([fact({ kind: 'event', summary: 'Long ago' })]))).toEqual([]);
  });

  it('labels nothing as late', async () => {
    const notices = await year(recordWith([REVIEW, AGAIN]));

    expect(JSON.stringify(notices)).not.toContain('Late notice');
  });
});
