import { describe, expect, it } from 'vitest';
import { edtf } from '../../../src/core/dates/edtf.ts';
import { type OwnDeadline, ownVersionKey } from '../../../src/core/own/deadlines.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { NOON } from '../../support/coalition.ts';
import { notice } from '../../support/following.ts';
import { officialReport, ownScene, type Scene } from '../../support/own-scene.ts';
import { fieldsOf, linesOf } from '../reading.ts';

const AT_NINE = 'date:2026-12-01 time:09:00 zone:"new york"';

/** A deadline that ben has added, and what is kept of it. */
async function added(scene: Scene, options = AT_NINE): Promise<OwnDeadline> {
  await scene.ask('ben', `deadline add "First draft" for:PER ${options}`);
  const [own] = await scene.kept();
  if (!own) throw new Error('nothing was added');
  return own;
}

const refusal = (reply: Reply): readonly unknown[] => [
  reply.problem,
  [reply.title, ...linesOf(reply)].join(' ').replace("I can't do that. ", ''),
];

describe('/upr deadline move', () => {
  it('says from when to when', async () => {
    const scene = await ownScene();
    const { id } = await added(scene);

    const reply = await scene.ask('eve', `deadline move ${id} date:2026-12-08`);

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Moved: First draft',
      'From: 1 Dec 2026, 09:00 New York (15:00 Geneva)',
      'To: 8 Dec 2026, 09:00 New York (15:00 Geneva)',
      'Reminders: in no channel, because none follows Peru or everything. Type /upr follow PER in the channel that is to be reminded.',
    ]);
    expect(await scene.kept()).toMatchObject([{ id, date: '2026-12-08', dateVersion: 2 }]);
  });

  it.each([
    ['date:2026-12-08', { date: '2026-12-08', time: '09:00', zone: 'America/New_York' }],
    ['time:10h00', { date: '2026-12-01', time: '10:00', zone: 'America/New_York' }],
    ['zone:nairobi', { date: '2026-12-01', time: '09:00', zone: 'Africa/Nairobi' }],
  ])('by %s keeps the rest as it was typed', async (options, date) => {
    const scene = await ownScene();
    const { id } = await added(scene);

    await scene.ask('ben', `deadline move ${id} ${options}`);

    expect(await scene.kept()).toMatchObject([date]);
  });

  it('takes the hour away', async () => {
    const scene = await ownScene();
    const { id } = await added(scene);

    const reply = await scene.ask('ben', `deadline move ${id} time:none`);

    expect(fieldsOf(reply)).toMatchObject({ To: '1 Dec 2026 (hour not given)' });
  });

  it('cancels what waits for the old date', async () => {
    const scene = await ownScene();
    const own = await added(scene);
    const { outbox } = scene.stores;
    await outbox.enter(
      [notice({ coalition: scene.coalition, deadline: ownVersionKey(own), dueAt: NOON })],
      NOON,
    );

    await scene.ask('ben', `deadline move ${own.id} date:2026-12-08`);

    expect(await outbox.claim(NOON + 60_000, 10)).toEqual([]);
  });

  it('is found by its title as well', async () => {
    const scene = await ownScene();
    await added(scene);

    expect((await scene.ask('ben', 'deadline move "first draft" date:2027-01-05')).title).toBe(
      'Moved: First draft',
    );
  });

  it.each([
    [
      '',
      'missing_date',
      "When is 'First draft' now? It was 1 Dec 2026, 09:00 New York (15:00 Geneva): give date:, time: or zone:, and the rest stays.",
    ],
    [
      'date:2026-12-01',
      'nothing_changed',
      "'First draft' is on 1 Dec 2026, 09:00 New York (15:00 Geneva) already: nothing has changed.",
    ],
    [
      'date:2025-03-15 time:none',
      'date_passed',
      '15 Mar 2025 has passed: pick a day from today on.',
    ],
    [
      'date:2027',
      'time_without_day',
      'A time needs a day: 2027 has none for 09:00. Give the day as well, such as date:2026-12-01, or leave the time out (time:none).',
    ],
  ])('with "%s" is refused, and nothing is moved', async (options, problem, words) => {
    const scene = await ownScene();
    const own = await added(scene);

    const reply = await scene.ask('ben', `deadline move ${own.id} ${options}`);

    expect([...refusal(reply), await scene.kept()]).toEqual([problem, words, [own]]);
  });

  it('is refused where there is the same on that day already, and nothing is moved', async () => {
    const scene = await ownScene();
    await added(scene, 'date:2026-12-01');
    await scene.ask('ben', 'deadline add "First draft" for:PER date:2026-12-02');
    const kept = await scene.kept();
    const [one, other] = kept.map(({ id }) => id);

    const reply = await scene.ask('ben', `deadline move ${other} date:2026-12-01`);

    expect([...refusal(reply), await scene.kept()]).toEqual([
      'deadline_exists',
      `There is a deadline 'First draft' on 1 Dec 2026 (hour not given) already: ${one}. Give this one another title, or change that one.`,
      kept,
    ]);
  });

  it('is refused to readers', async () => {
    const scene = await ownScene();
    const own = await added(scene);

    const reply = await scene.ask('rea', `deadline move ${own.id} date:2026-12-08`);

    expect([reply.problem, await scene.kept()]).toEqual(['not_allowed', [own]]);
  });

  it('answers an id that one may not see exactly as one that does not exist', async () => {
    const scene = await ownScene();
    const { id } = await added(scene, 'date:2026-12-01 seen-by:aclu');
    const asked = async (typed: string) => {
      const reply = await scene.ask('eve', `deadline move ${typed} date:2026-12-08`);
      return JSON.stringify(reply).replaceAll(typed, 'xxxx');
    };

    expect(await asked(id)).toBe(await asked(id === '2222' ? '3333' : '2222'));
    expect(await scene.kept()).toMatchObject([{ date: '2026-12-01' }]);
  });
});

describe('an internal cut-off that is moved', () => {
  const before = 'before:national-report days:5';

  it('counts to the official date as it stands now', async () => {
    const officials = [officialReport()];
    const scene = await ownScene({ officials });
    const { id } = await added(scene, before);
    officials[0] = officialReport({ dateVersion: 'per-due@2', date: edtf('2027-03-15') });

    const reply = await scene.ask('ben', `deadline move ${id} date:2027-03-10`);

    expect(fieldsOf(reply)).toMatchObject({
      Kind: 'cut-off, 5 days before the national report (15 Mar 2027)',
    });
    expect(await scene.kept()).toMatchObject([{ before: { dateVersion: 'per-due@2' } }]);
  });

  it('may not reach beyond it', async () => {
    const scene = await ownScene({ officials: [officialReport()] });
    const { id } = await added(scene, before);

    expect(refusal(await scene.ask('ben', `deadline move ${id} date:2027-02`))).toEqual([
      'cut_off_too_late',
      'An internal cut-off comes before its official date: Feb 2027 (no day set) reaches beyond the national report (15 Feb 2027). Give a day, month or year that ends before it.',
    ]);
  });

  it('still has to come before it', async () => {
    const scene = await ownScene({ officials: [officialReport()] });
    const { id } = await added(scene, before);

    expect(refusal(await scene.ask('ben', `deadline move ${id} date:2027-02-15`))).toEqual([
      'cut_off_too_late',
      'An internal cut-off comes before its official date: 15 Feb 2027 (hour not given) does not come before the national report (15 Feb 2027).',
    ]);
  });
});
