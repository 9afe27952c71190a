import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, genevaDay } from '../../src/core/dates/edtf.ts';
import type { Follow } from '../../src/core/follows.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { Fact, PublicRecord } from '../../src/core/record/record.ts';
import { plain } from '../../src/core/reply.ts';
import { createAgenda } from '../../src/reminders/agenda.ts';
import { plan } from '../../src/reminders/planner.ts';
import { planned, titles } from '../support/beats.ts';
import { fact } from '../support/facts.ts';
import { at, COALITION, following, OHCHR, place, recordWith } from '../support/following.ts';
import { smallMechanism } from '../support/mechanism.ts';

const REVIEW = fact({ kind: 'scheduled', date: '2025-11-07' });

describe('a notice that is late', () => {
  it('goes out as it is for five minutes', () => {
    const { notices } = planned({
      record: recordWith([REVIEW]),
      from: '2025-11-06 08:00',
      to: '2025-11-06 09:05',
      strict: true,
    });

    expect(notices[0]?.reply.blocks[0]?.kind).toBe('paragraph');
  });

  it('says so for six hours', () => {
    const { notices } = planned({
      record: recordWith([REVIEW]),
      from: '2025-11-06 08:00',
      to: '2025-11-06 15:00',
      strict: true,
    });

    expect(titles(notices)).toEqual([
      'Tomorrow: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
    ]);
    expect(notices[0]?.reply.blocks[0]).toEqual({
      kind: 'warning',
      text: ['Late notice: this was to go out at 09:00 Geneva, 6 Nov 2025.'],
    });
  });

  it('counts from the day on which it goes out', () => {
    const { notices } = planned({
      record: recordWith([REVIEW]),
      follows: [following({ time: '22:00' })],
      from: '2025-11-06 20:00',
      to: '2025-11-07 02:00',
      strict: true,
    });

    expect(titles(notices)).toEqual([
      'Today: review, Peru — 7 Nov 2025 (Geneva date; hour not given)',
    ]);
  });

  it('becomes a line of one catch-up after that, each deadline once', () => {
    const report = fact({ kind: 'report_due', subject: 'upr/4/PER', id: 'r', date: '2025-11-20' });
    const { notices } = planned({
      record: recordWith([REVIEW, report]),
      from: '2025-10-20 00:00',
      to: '2025-11-06 20:00',
      strict: true,
    });

    const source = { label: 'OHCHR', url: OHCHR.url };
    expect(notices).toEqual([
      {
        key: `slack/T1/C1|catch-up|${at('2025-11-06 20:00')}`,
        coalition: COALITION,
        destination: following().destination,
        kind: 'digest',
        state: 'PER',
        subjects: ['state/PER'],
        dueOn: null,
        dueAt: at('2025-11-06 20:00'),
        reply: {
          title: 'Catch-up: what could not go out in time',
          tone: 'calm',
          audience: 'channel',
          blocks: [
            {
              kind: 'warning',
              text: ['Late notice: these were to go out from 09:00 Geneva, 21 Oct 2025 on.'],
            },
            {
              kind: 'list',
              items: [
                [
                  'national report due, Peru — 20 Nov 2025 (Geneva date; hour not given) (',
                  source,
                  ')',
                ],
                ['review, Peru — 7 Nov 2025 (Geneva date; hour not given) (', source, ')'],
              ],
            },
          ],
          data: {
            kind: 'digest',
            key: `slack/T1/C1|catch-up|${at('2025-11-06 20:00')}`,
            state: 'PER',
            dueOn: null,
          },
        },
      },
    ]);
  });

  it('is named in a further catch-up where one message cannot hold them all', () => {
    const reports = Array.from({ length: 60 }, (_, i) =>
      fact({ kind: 'report_due', subject: `upr/s${i}`, id: `r${i}`, date: '2025-11-20' }),
    );
    const { notices } = planned({
      record: recordWith(reports),
      follows: [following({ subject: 'all' })],
      from: '2025-10-20 00:00',
      to: '2025-11-06 20:00',
      strict: true,
    });

    const listed = notices.map(({ reply }) =>
      reply.blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])),
    );
    expect(titles(notices).slice(0, 2)).toEqual([
      `Catch-up: what could not go out in time (1 of ${notices.length})`,
      `Catch-up: what could not go out in time (2 of ${notices.length})`,
    ]);
    expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
    expect(listed.flat()).toHaveLength(60);
    expect(Math.max(...listed.map((items) => items.map(plain).join('').length))).toBeLessThan(
      2_000,
    );
  });

  it('is caught up with in each destination by itself', () => {
    const { notices } = planned({
      record: recordWith([REVIEW]),
      follows: [following(), following({ destination: place('C2') })],
      from: '2025-10-20 00:00',
      to: '2025-11-06 20:00',
      strict: true,
    });

    expect(notices.map(({ kind, destination }) => [kind, destination.channel])).toEqual([
      ['digest', 'C1'],
      ['digest', 'C2'],
    ]);
  });
});

describe('many alerts of one batch', () => {
  const batch = (count: number): Fact[] =>
    Array.from({ length: count }, (_, i) =>
      fact({ kind: 'event', id: `e${i}`, recordedAt: at('2025-08-05 10:30'), batch: 'second' }),
    );
  const alerts = (count: number) =>
    planned({
      before: recordWith([]),
      record: recordWith(batch(count)),
      from: '2025-08-05 10:29',
      to: '2025-08-05 10:30',
    }).notices;

  it('come one by one up to ten', () => {
    expect(alerts(10).map(({ kind }) => kind)).toEqual(Array(10).fill('alert'));
  });

  it('become one digest from eleven on', () => {
    expect(alerts(11).map(({ kind, key, reply }) => [kind, key, reply.title])).toEqual([
      ['digest', `slack/T1/C1|digest|second@${at('2025-08-05 10:30')}`, '11 updates of the record'],
    ]);
  });
});

describe('a digest that is too long for one message', () => {
  it('says how many lines it leaves out', () => {
    const facts = Array.from({ length: 200 }, (_, i) =>
      fact({
        kind: 'event',
        id: `e${i}`,
        summary: `Event ${i}`,
        recordedAt: at('2025-08-05 10:30'),
        batch: 'second',
      }),
    );
    const { notices } = planned({
      before: recordWith([]),
      record: recordWith(facts),
      from: '2025-08-05 10:29',
      to: '2025-08-05 10:30',
    });

    const lines = notices.flatMap(({ reply }) =>
      reply.blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(plain) : [])),
    );
    expect(lines.at(-1)).toBe(`and ${200 - (lines.length - 1)} more`);
  });
});

describe('planning again', () => {
  const MINUTE = 60_000;
  const START = at('2025-01-01 00:00');
  /** A day on which Peru's review is newly set for another day, as offsets from the start. */
  const moves = fc.array(
    fc.record({ on: fc.integer({ min: 1, max: 60 }), to: fc.integer({ min: 1, max: 90 }) }),
    {
      maxLength: 4,
    },
  );
  const spans = fc.array(
    fc.record({
      days: fc.integer({ min: 0, max: 20 }),
      minutes: fc.integer({ min: 1, max: 1_439 }),
      back: fc.integer({ min: 0, max: 4_000 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const overlapping = fc.subarray(
    [
      following({ ladder: [14, 7, 1] }),
      following({ ladder: [7, 0], time: '18:30' }),
      following({ destination: place('C2'), ladder: [30, 1] }),
    ],
    { minLength: 1 },
  );

  const day = (offset: number): string => addDays('2025-01-01', offset);
  /** All that was decided up to an instant. */
  function recordAt(decisions: readonly { on: number; to: number }[], until: number): PublicRecord {
    const facts = decisions.map(({ on, to }, i) =>
      fact({
        kind: 'scheduled',
        id: `decision-${i}`,
        date: day(to),
        knownFrom: day(on),
        recordedAt: at(`${day(on)} 12:00`),
      }),
    );
    const first = fact({ kind: 'scheduled', date: day(45), knownFrom: '2024-01-01' });
    return recordWith([first, ...facts.filter(({ recordedAt }) => recordedAt <= until)]);
  }

  /** Plans span by span as a process would that dies and looks back too far when it starts again. */
  function run(
    decisions: readonly { on: number; to: number }[],
    steps: readonly { days: number; minutes: number; back: number }[],
    follows: readonly Follow[],
  ) {
    const agendaAt = (until: number) => createAgenda(smallMechanism, recordAt(decisions, until));
    const sent = new Map<string, Notice & { through: number }>();
    let mark = START;
    for (const { days, minutes, back } of steps) {
      const from = Math.max(START, mark - back * MINUTE);
      const to = mark + (days * 1_440 + minutes) * MINUTE;
      const span = { agenda: agendaAt(to), before: agendaAt(from), follows, from, to };
      // As the outbox does: what is planned again under the same key is the same notice.
      for (const notice of plan({ ...span, graceMs: Number.MAX_SAFE_INTEGER }).notices)
        if (!sent.has(notice.key)) sent.set(notice.key, { ...notice, through: to });
      mark = to;
    }
    return sent;
  }

  const ordered = moves.map((list) =>
    list.toSorted((a, b) => a.on - b.on).filter(({ on }, i, all) => all[i - 1]?.on !== on),
  );

  it('leaves out nothing, however far it looks back', () => {
    fc.assert(
      fc.property(ordered, spans, overlapping, (decisions, steps, follows) => {
        const looked = run(decisions, steps, follows);
        const exact = run(
          decisions,
          steps.map((step) => ({ ...step, back: 0 })),
          follows,
        );

        expect([...looked.keys()]).toEqual(expect.arrayContaining([...exact.keys()]));
      }),
      { numRuns: 40 },
    );
  });

  it('reminds once on each rung of all the ladders, where no date moves', () => {
    fc.assert(
      fc.property(spans, overlapping, (steps, follows) => {
        const sent = [...run([], steps, follows).values()];
        const minutes = steps.map((step) => step.days * 1_440 + step.minutes);
        const end = START + minutes.reduce((sum, some) => sum + some, 0) * MINUTE;
        const due = follows.flatMap(({ destination, ladder, time }) =>
          ladder
            .filter((rung) => at(`${day(45 - rung)} ${time}`) <= end)
            .map((rung) => `${destination.channel} ${rung}`),
        );

        expect(
          sent
            .map(({ destination, key }) => `${destination.channel} ${key.split('|').at(-1)}`)
            .toSorted(),
        ).toEqual([...new Set(due)].toSorted());
      }),
      { numRuns: 40 },
    );
  });

  it('never reminds of a date after the day on which it moved', () => {
    fc.assert(
      fc.property(ordered, spans, overlapping, (decisions, steps, follows) => {
        const reminders = [...run(decisions, steps, follows).values()].filter(
          ({ kind }) => kind === 'reminder',
        );
        for (const { dueAt, dueOn, through } of reminders) {
          const today = genevaDay(dueAt);
          const known = recordAt(decisions, through).facts.map(({ knownFrom = '', date }) => ({
            knownFrom,
            date,
          }));
          const decidedToday = known.filter(({ knownFrom }) => knownFrom === today);
          const stoodBefore = known.filter(({ knownFrom }) => knownFrom < today).at(-1);
          expect(dueOn).toBe((decidedToday[0] ?? stoodBefore)?.date);
        }
      }),
      { numRuns: 40 },
    );
  });
});
