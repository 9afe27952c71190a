import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stillClock } from '../../src/core/clock.ts';
import type { Exposure } from '../../src/core/coalition/coalition.ts';
import { addDays, genevaDay, genevaInstant } from '../../src/core/dates/edtf.ts';
import { type Destination, destinationKey } from '../../src/core/destination.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { Visibility } from '../../src/core/own/deadlines.ts';
import { createScheduler } from '../../src/reminders/scheduler.ts';
import { act } from '../support/coalition.ts';
import { at, COALITION, following, place, recordWith } from '../support/following.ts';
import { smallMechanism } from '../support/mechanism.ts';
import { finalText, whoAdded } from '../support/ours.ts';
import { storesWith } from '../support/stores.ts';

const THEIRS = 'theirs';
const START = at('2026-11-22 12:00');
const HOUR_MS = 3_600_000;
const LADDER = [3, 1, 0];

/** What each channel is, and whose. */
const ALL_OURS = place('C-all');
const OF_ACLU = place('C-aclu');
const KEPT_OUT = place('C-kept-out');
const PUBLIC = place('C-public');
const OF_THEIRS: Destination = { ...place('C-theirs'), workspace: 'T2' };

/** A scheduler over real stores, whose deliveries arrive at once. */
async function life() {
  const stores = storesWith(COALITION, THEIRS);
  const clock = stillClock(START);
  for (const destination of [ALL_OURS, OF_ACLU, KEPT_OUT, PUBLIC])
    await stores.follows.save(
      COALITION,
      following({ id: destination.channel, destination, ladder: LADDER }),
      act(),
    );
  const theirs = following({ id: 'theirs', destination: OF_THEIRS, ladder: LADDER });
  await stores.follows.save(THEIRS, theirs, act());
  await stores.channels.choose(COALITION, OF_ACLU, { organisations: ['aclu'] }, act());
  await stores.channels.choose(COALITION, KEPT_OUT, { ours: 'kept_out' }, act());
  /** Up to when beats have planned. */
  let mark = START;
  /** Counts what happens, since much of it does at one instant of the clock. */
  let turn = 0;
  const next = (): number => ++turn;
  const delivered: { readonly turn: number; readonly notice: Notice }[] = [];
  /** Done by somebody else at the worst moment. */
  const meanwhile: { read?: Step; planned?: Step } = {};
  async function happen(when: 'read' | 'planned'): Promise<void> {
    const step = meanwhile[when];
    delete meanwhile[when];
    if (step) await step();
  }
  const scheduler = createScheduler({
    ...stores,
    coalitions: {
      ...stores.coalitions,
      // Who set a channel up, and whose own things there are, is a member.
      who: async (where) => ({
        coalition: { id: COALITION, name: '', foundedAt: 0 },
        place: {
          ...where,
          coalition: COALITION,
          name: '',
          kind: 'workspace',
          seeds: true,
          joinedAt: 0,
        },
        person: 'person-1',
        member: { role: 'reader', seenAt: 0 },
      }),
    },
    members: { ...stores.members, member: async () => whoAdded },
    outbox: {
      ...stores.outbox,
      async entered(keys, now) {
        await happen('read');
        return stores.outbox.entered(keys, now);
      },
    },
    clock,
    log: silentLog,
    root: '/upr',
    mechanism: smallMechanism,
    record: () => NO_RECORD,
    recordAt: async () => NO_RECORD,
    exposure: async ({ channel }): Promise<Exposure> =>
      channel === PUBLIC.channel ? 'public' : 'members',
    seat: async () => 'member',
    housekeeping: { keep: async () => undefined },
    dispatcher: {
      async dispatch() {
        mark = clock.now();
        await happen('planned');
        for (;;) {
          const parcels = await stores.outbox.claim(clock.now(), 100);
          if (parcels.length === 0) return;
          for (const { id, notice } of parcels) {
            await stores.outbox.settle(id, { outcome: 'sent' }, clock.now());
            delivered.push({ turn: next(), notice });
          }
        }
      },
    },
  });
  await scheduler.beat();
  return { ...stores, clock, scheduler, delivered, meanwhile, next, marked: () => mark };
}

type Step = () => Promise<void>;
const NO_RECORD = recordWith([]);

interface Version {
  readonly day: string;
  readonly visibility: Visibility;
  /** The day before, as far as a beat has seen it. */
  readonly heard?: string | undefined;
  /** Whether that was told to others. */
  readonly readdressed: boolean;
  readonly setAt: number;
  /** The turns in which it stood. */
  readonly from: number;
  until: number;
}

/** What became of one own deadline, as those who changed it know. */
interface Told {
  readonly coalition: string;
  readonly id: string;
  readonly versions: Version[];
  dropped: boolean;
}

const visibilities: readonly Visibility[] = [
  { to: 'coalition' },
  { to: 'organisations', organisations: ['aclu'] },
  { to: 'person', person: 'person-1' },
];

const change = fc.oneof(
  fc.record({
    does: fc.constant('add' as const),
    coalition: fc.constantFrom(COALITION, THEIRS),
    visibility: fc.constantFrom(...visibilities),
    days: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    does: fc.constant('move' as const),
    which: fc.nat(2),
    days: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    does: fc.constant('give' as const),
    which: fc.nat(2),
    visibility: fc.constantFrom(...visibilities),
  }),
  fc.record({ does: fc.constant('drop' as const), which: fc.nat(2) }),
);
const step = fc.oneof(
  { weight: 2, arbitrary: change.map((one) => ({ ...one, when: 'now' as const })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(change, fc.constantFrom('read' as const, 'planned' as const))
      .map(([one, when]) => ({ ...one, when })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('beat' as const),
      until: fc.constantFrom('soon', 'later', 'nine' as const),
    }),
  },
);

type Generated<Arbitrary> = Arbitrary extends fc.Arbitrary<infer One> ? One : never;
type Change = Generated<typeof change>;
type Happening = Generated<typeof step>;

/** Lives through the steps and then, hour by hour, until every date has passed. */
async function lived(steps: readonly Happening[]) {
  const { deadlines, clock, scheduler, delivered, meanwhile, next, marked } = await life();
  const version = (
    parts: Pick<Version, 'day' | 'visibility'>,
    before?: { readonly old: Version; readonly readdressed: boolean },
  ): Version => {
    const isSeen = before && before.old.setAt < marked();
    return {
      ...parts,
      heard: isSeen ? before.old.day : before?.old.heard,
      readdressed: before?.readdressed || (!isSeen && before?.old.readdressed === true),
      setAt: clock.now(),
      from: next(),
      until: Infinity,
    };
  };
  const all: Told[] = [];
  const dayIn = (days: number): string => addDays(genevaDay(clock.now()), days);
  const end = (one: Told): void => {
    const last = one.versions.at(-1);
    if (last) last.until = next();
  };
  const doing =
    (one: Change): Step =>
    async () => {
      if (one.does === 'add') {
        const date = dayIn(one.days);
        const { coalition, visibility } = one;
        const values = finalText({ coalition, visibility, date, title: `Text ${all.length}` });
        const { id } = await deadlines.add(coalition, values, act({ at: clock.now() }));
        const versions = [version({ day: date, visibility })];
        all.push({ coalition, id, versions, dropped: false });
        return;
      }
      const standing = all[one.which];
      const old = standing?.versions.at(-1);
      if (!standing || !old || standing.dropped) return;
      if (one.does === 'give' && one.visibility === old.visibility) return;
      const { coalition, id, versions } = standing;
      end(standing);
      if (one.does === 'drop') {
        await deadlines.drop(coalition, id, act({ at: clock.now() }));
        standing.dropped = true;
      } else if (one.does === 'give') {
        const { visibility } = one;
        await deadlines.edit(coalition, id, { visibility }, act({ at: clock.now() }));
        versions.push(version({ day: old.day, visibility }, { old, readdressed: true }));
      } else {
        const day = dayIn(one.days);
        await deadlines.move(coalition, id, { date: day }, act({ at: clock.now() }));
        const { visibility } = old;
        versions.push(version({ day, visibility }, { old, readdressed: false }));
      }
    };
  const beatAfter = async (ms: number): Promise<void> => {
    clock.set(clock.now() + ms);
    await scheduler.beat();
  };
  async function beatUntil(until: 'soon' | 'later' | 'nine'): Promise<void> {
    if (until === 'soon') return beatAfter(HOUR_MS / 60);
    if (until === 'later') return beatAfter(3 * HOUR_MS);
    const today = genevaInstant(genevaDay(clock.now()), '09:00');
    const nine = today > clock.now() ? today : today + 24 * HOUR_MS;
    // What somebody does in the middle of a beat is done in that of nine o'clock.
    const held = { ...meanwhile };
    for (const when of ['read', 'planned'] as const) delete meanwhile[when];
    while (nine - clock.now() > 5 * HOUR_MS) await beatAfter(5 * HOUR_MS);
    Object.assign(meanwhile, held);
    await beatAfter(nine - clock.now());
  }
  for (const one of steps) {
    if (one.does === 'beat') await beatUntil(one.until);
    else if (one.when === 'now') await doing(one)();
    else meanwhile[one.when] = doing(one);
  }
  for (let hour = 0; hour < 4 * 24; hour += 5) await beatAfter(5 * HOUR_MS);
  return { all, delivered, end: clock.now() };
}

describe('own deadlines, in any order of what is done to them', () => {
  const RUNG = /\|own\/([^/]+)\/([^@]+)@(\d+)\|(\d+)/;

  it('are told where they may be, each rung once, and no date that no longer stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { all, delivered, end } = await lived(steps);

        const keys = delivered.map(({ notice }) => notice.key);
        expect(keys).toEqual([...new Set(keys)]);
        for (const { notice, turn } of delivered) {
          const [, coalition = '', id = '', version = ''] = RUNG.exec(notice.key) ?? [];
          const about = all.find((one) => one.coalition === coalition && one.id === id);
          if (about) {
            const { from = 0, until = 0 } = about.versions[Number(version) - 1] ?? {};
            expect([from < turn, turn < until]).toEqual([true, true]);
          }
          expect(allowedIn(notice, all)).toBe(true);
        }
        for (const one of all)
          for (const key of expectedKeys(one, end)) expect(keys).toContain(key);
        const said = delivered.map(({ notice }) => notice);
        const titles = new Map(said.map(({ key, reply }) => [key, reply.title]));
        for (const one of all)
          for (const [key, title] of endedIn(one, said)) expect(titles.get(key)).toBe(title);
      }),
      { numRuns: 25, examples: [[overtaken('read')], [overtaken('planned')], [taken]] },
    );
  });

  /** Moved while a beat that reminds of it is under way. */
  const overtaken = (when: 'read' | 'planned'): Happening[] => [
    {
      does: 'add',
      coalition: COALITION,
      visibility: { to: 'coalition' },
      days: 1,
      when: 'now',
    },
    { does: 'move', which: 0, days: 3, when },
    { does: 'beat', until: 'nine' },
  ];

  /** Given to one person after channels were reminded of it. */
  const taken: Happening[] = [
    {
      does: 'add',
      coalition: COALITION,
      visibility: { to: 'coalition' },
      days: 2,
      when: 'now',
    },
    { does: 'beat', until: 'nine' },
    {
      does: 'give',
      which: 0,
      visibility: { to: 'person', person: 'person-1' },
      when: 'now',
    },
    { does: 'beat', until: 'soon' },
  ];

  /** Whether the destination may show it: for what ended there, whether it might be shown what it was. */
  function allowedIn({ key, coalition, destination }: Notice, all: readonly Told[]): boolean {
    const [, owner, id, version] = /\|own\/([^/]+)\/([^@]+)@(\d+)/.exec(key) ?? [];
    const about = all.find((one) => one.coalition === owner && one.id === id);
    const to = about?.versions[Number(version) - 1]?.visibility.to;
    if (to === undefined || coalition !== owner) return false;
    const { channel } = destination;
    return (
      channelsOf(owner, to).includes(channel) ||
      (to === 'person' && channel === '@U1') ||
      (to === 'coalition' && channel === '@U1' && key.includes('C-public'))
    );
  }

  /** The channels that follow it and may show it. */
  function channelsOf(coalition: string, to: Visibility['to']): readonly string[] {
    if (to === 'person') return [];
    if (coalition === THEIRS) return to === 'coalition' ? ['C-theirs'] : [];
    return to === 'coalition' ? ['C-all', 'C-aclu'] : ['C-aclu'];
  }

  /** Where it was told and is taken from by the last that was done to it, it is told that this is so, in the words it knows. */
  function endedIn(
    { coalition, id, versions, dropped }: Told,
    told: readonly Notice[],
  ): readonly (readonly [key: string, title: string])[] {
    const [old, last] = versions.slice(-2);
    if (!old || !last || dropped) return [];
    const were = channelsOf(coalition, old.visibility.to);
    const gone = were.filter((one) => !channelsOf(coalition, last.visibility.to).includes(one));
    return gone.flatMap((channel) => {
      const heard = told.findLast(
        ({ destination, deadline }) =>
          destination.channel === channel && deadline?.startsWith(`own/${coalition}/${id}@`),
      );
      if (!heard || `${heard.dueOn}` < genevaDay(last.setAt)) return [];
      const words = heard.reply.data && 'about' in heard.reply.data ? heard.reply.data.about : '';
      const key = `${destinationKey(heard.destination)}|${heard.deadline}|ended`;
      return [[key, `No longer reminded of here: ${words}`] as const];
    });
  }

  /** The rungs of the date that stands in the end, and that it moved there. */
  function expectedKeys({ coalition, id, versions, dropped }: Told, end: number): string[] {
    const last = versions.at(-1);
    if (dropped || !last) return [];
    const { visibility, heard, readdressed } = last;
    const version = `own/${coalition}/${id}@${versions.length}`;
    const rungs = LADDER.filter((rung) => rung !== 3 || visibility.to !== 'person')
      .map((rung) => [rung, genevaInstant(addDays(last.day, -rung), '09:00')] as const)
      .filter(([, moment]) => moment > last.setAt && moment <= end)
      .map(([rung]) => String(rung));
    const isMoved = heard !== undefined && heard !== last.day && !readdressed;
    const said = isMoved ? [...rungs, 'moved'] : rungs;
    const places = {
      person: ['slack/T1/@U1|'],
      organisations: coalition === COALITION ? ['slack/T1/C-aclu|'] : [],
      coalition:
        coalition === COALITION ? ['slack/T1/C-all|', 'slack/T1/C-aclu|'] : ['slack/T2/C-theirs|'],
    }[visibility.to];
    return said.flatMap((what) => [
      ...places.map((where) => `${where}${version}|${what}`),
      ...(coalition === COALITION && visibility.to === 'coalition'
        ? [`slack/T1/C-public|${version}|${what}|undecided`]
        : []),
    ]);
  }
});
