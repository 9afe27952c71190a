import fc from 'fast-check';
import type { Archive } from '../../src/core/coalition/archive.ts';
import type { Entry } from '../../src/core/coalition/audit.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import type { Organisation } from '../../src/core/coalition/organisations.ts';
import type { Follow } from '../../src/core/follows.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import { NOON, slackAccount } from './coalition.ts';

/** `uuid(7)`. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const COALITION_ID = uuid(1);
export const ADA = uuid(11);
const PLACE = { platform: 'slack', workspace: 'T1' } as const;
export const HERE = { ...PLACE, channel: 'C1' } as const;

export const member = (over: Partial<Member> = {}): Member => ({
  person: ADA,
  name: 'Ada',
  role: 'coordinator',
  place: PLACE,
  accounts: [slackAccount('U1')],
  joinedAt: NOON,
  seenAt: NOON,
  ...over,
});

export const organisation = (over: Partial<Organisation> = {}): Organisation => ({
  id: 'aclu',
  short: 'ACLU',
  name: 'American Civil Liberties Union',
  languages: ['en'],
  createdAt: NOON,
  ...over,
});

export const ownDeadline = (over: Partial<OwnDeadline> = {}): OwnDeadline => ({
  coalition: COALITION_ID,
  id: 'd7k2',
  title: 'Final text',
  kind: 'drafting',
  subject: 'state/USA',
  date: '2026-12-01',
  visibility: { to: 'coalition' },
  dateVersion: 1,
  place: PLACE,
  createdBy: ADA,
  account: slackAccount('U1'),
  createdAt: NOON,
  ...over,
});

export const channelFollow = (over: Partial<Follow> = {}): Follow => ({
  id: uuid(21),
  coalition: COALITION_ID,
  destination: HERE,
  subject: 'state/USA',
  events: ['deadlines'],
  ladder: [7, 1],
  time: '09:00',
  createdBy: 'U1',
  createdAt: NOON,
  ...over,
});

export const entry = (over: Partial<Entry> = {}): Entry => ({
  seq: 1,
  at: NOON,
  person: ADA,
  where: HERE,
  action: 'deadline.added',
  subject: 'd7k2',
  after: { title: 'Final text', date: '2026-12-01' },
  ...over,
});

/** A coalition with one of everything. */
export const archive = (over: Partial<Archive> = {}): Archive => ({
  format: 1,
  exportedAt: NOON,
  coalition: { id: COALITION_ID, name: 'Water Defenders', foundedAt: NOON },
  places: [
    {
      ...PLACE,
      coalition: COALITION_ID,
      name: 'Water Slack',
      kind: 'workspace',
      seeds: true,
      joinedAt: NOON,
      joinedBy: ADA,
    },
  ],
  members: [member()],
  removed: [{ place: PLACE, accounts: [slackAccount('U8')] }],
  organisations: [organisation()],
  deadlines: [ownDeadline()],
  follows: [channelFollow()],
  channels: [{ destination: HERE, organisations: ['aclu'], ours: 'shown' }],
  log: [entry()],
  ...over,
});

/** What people call things: formulas, right-to-left letters, markup, line ends, marks that turn direction. */
export const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((name) => name.trim() !== ''),
  fc.constantFrom(
    '=HYPERLINK("https://example.org")',
    '+1 234',
    '@SUM(A1)',
    '-2+3',
    'منظمة "المياه"',
    'עמותה, ירושלים',
    '<script>*_~`|>',
    'two\nlines\r\nand a tab\t',
    '\u202Egnirts\u202C',
    "'quoted'",
    '\t=1+1',
  ),
);

const anyInstant = fc.integer({ min: 0, max: NOON * 2 });

/** Any coalition that Vigil could have written. */
export const anyArchive: fc.Arbitrary<Archive> = fc
  .record({
    name: anyName,
    people: fc.array(fc.record({ name: anyName, at: anyInstant }), { minLength: 1, maxLength: 4 }),
    organisations: fc.array(anyName, { maxLength: 3 }),
    deadlines: fc.array(
      fc.record({
        title: anyName,
        date: fc.constantFrom('2026-12-01', '2026-12', '2027', '2026-12-01~'),
        to: fc.constantFrom('coalition', 'organisations', 'person'),
        movedFrom: fc.option(
          fc.constantFrom({ date: '2026-11-01' }, { date: '2026-11-01', readdressed: true }),
          { nil: undefined },
        ),
      }),
      { maxLength: 4 },
    ),
    words: fc.array(anyName, { maxLength: 5 }),
  })
  .map(({ name, people, organisations, deadlines, words }) =>
    archive({
      coalition: { id: COALITION_ID, name, foundedAt: NOON },
      members: people
        .map(({ name: called, at }, i) =>
          member({
            person: uuid(11 + i),
            name: called,
            role: i === 0 ? 'coordinator' : 'editor',
            accounts: [slackAccount(`U${i + 1}`), slackAccount(`V${i + 1}`)],
            joinedAt: at,
            seenAt: at + 1,
          }),
        )
        .toSorted((a, b) => a.joinedAt - b.joinedAt || a.person.localeCompare(b.person)),
      organisations: organisations.map((short, i) =>
        // A number of its own keeps two of them apart, whatever they are called.
        organisation({ id: `o${i}`, short: `${short} ${i}`, name: `${short} long ${i}` }),
      ),
      deadlines: deadlines.map(({ title, date, to, movedFrom }, i) =>
        ownDeadline({
          id: `d${i}k2`,
          title,
          date,
          visibility:
            to === 'person'
              ? { to, person: ADA }
              : to === 'organisations'
                ? { to, organisations: ['o0'] }
                : { to },
          ...(movedFrom && { movedFrom, movedAt: NOON, dateVersion: 2 }),
        }),
      ),
      log: words.map((title, i) =>
        entry({ seq: i + 1, after: { title, deep: { list: [title] } } }),
      ),
    }),
  );
