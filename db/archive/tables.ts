import type { Archive } from '../../src/core/coalition/archive.ts';
import {
  type Account,
  type Place,
  type PlaceId,
  placeKey,
} from '../../src/core/coalition/coalition.ts';
import { kindWords, placeWords } from '../../src/core/coalition/coalition-words.ts';
import {
  entryWords,
  followed,
  type LogNames,
  NAMELESS,
  PURGED,
  whoWords,
} from '../../src/core/coalition/log-words.ts';
import { accountWords } from '../../src/core/coalition/member-words.ts';
import { edtf } from '../../src/core/dates/edtf.ts';
import { destinationKey } from '../../src/core/destination.ts';
import { isDay, ownDateWords, sameDate } from '../../src/core/own/dates.ts';
import type { OwnDate, OwnDeadline, Visibility } from '../../src/core/own/deadlines.ts';
import { csvOf, instantCell, type Row } from './csv.ts';

/** Each kind of thing in an archive as a table, by the name of its file. */
export function tablesOf(archive: Archive): Readonly<Record<string, string>> {
  const names = namesIn(archive);
  const tables: Readonly<Record<string, Table>> = {
    places: places(archive, names),
    members: members(archive, names),
    removed: removed(archive),
    organisations: organisations(archive),
    deadlines: deadlines(archive, names),
    follows: follows(archive),
    channels: channels(archive, names),
    log: log(archive, names),
  };
  return Object.fromEntries(
    Object.entries(tables).map(([name, { headings, rows }]) => [
      `${name}.csv`,
      csvOf(headings, rows),
    ]),
  );
}

interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
}

/** A table of things: each column by its heading, and what it says of a thing. */
const tableOf = <Thing>(
  things: readonly Thing[],
  columns: Readonly<Record<string, (thing: Thing) => string | number | undefined>>,
): Table => ({
  headings: Object.keys(columns),
  rows: things.map((thing) =>
    Object.fromEntries(Object.entries(columns).map(([heading, cell]) => [heading, cell(thing)])),
  ),
});

/** What the ids of an archive are called in it. */
function namesIn({ members, called, organisations }: Archive): LogNames {
  const people = new Map(Object.entries(called ?? {}));
  for (const { person, name } of members) people.set(person, name ?? NAMELESS);
  const shorts = new Map(organisations.map(({ id, short }) => [id, short]));
  return {
    member: (person) => people.get(person) ?? PURGED,
    organisation: (id) => shorts.get(id) ?? id,
  };
}

const optionalName = (
  id: string | undefined,
  nameOf: (id: string) => string,
): string | undefined => (id === undefined ? undefined : nameOf(id));

const places = ({ places }: Archive, { member }: LogNames): Table =>
  tableOf(places, {
    Name: ({ name }) => name,
    Platform: ({ platform }) => platform,
    'Id there': ({ workspace }) => workspace,
    Kind: kindWords,
    Joined: ({ joinedAt }) => instantCell(joinedAt),
    'Brought in by': ({ joinedBy }) => optionalName(joinedBy, member),
  });

const members = ({ members, places }: Archive, { organisation }: LogNames): Table =>
  tableOf(members, {
    Name: ({ name }) => name,
    Role: ({ role }) => role,
    'Speaks for': (member) => optionalName(member.organisation, organisation),
    Accounts: ({ accounts }) => accounts.map(accountCell).join('; '),
    'Came through': ({ place }) => placeCell(place, places),
    Joined: ({ joinedAt }) => instantCell(joinedAt),
    'Last heard of': ({ seenAt }) => instantCell(seenAt),
    Id: ({ person }) => person,
  });

/** `Slack U1 (T1)`: ids on Slack are of a workspace. */
const accountCell = (account: Account): string =>
  `${accountWords(account)}${account.workspace === '' ? '' : ` (${account.workspace})`}`;

/** `Forest Watch (Discord server)`; the key of one that has left. */
function placeCell(place: PlaceId, places: readonly Place[]): string {
  const found = places.find((one) => placeKey(one) === placeKey(place));
  return found ? placeWords(found) : placeKey(place);
}

const removed = ({ removed: out, places }: Archive): Table =>
  tableOf(out, {
    Accounts: ({ accounts }) => accounts.map(accountCell).join('; '),
    'Came by': ({ place }) => placeCell(place, places),
  });

const organisations = ({ organisations }: Archive): Table =>
  tableOf(organisations, {
    'Short name': ({ short }) => short,
    'Full name': ({ name }) => name,
    Languages: ({ languages }) => languages.join('; '),
    'ECOSOC status': ({ ecosoc }) => ecosoc,
    Added: ({ createdAt }) => instantCell(createdAt),
    Id: ({ id }) => id,
  });

const deadlines = ({ deadlines }: Archive, names: LogNames): Table =>
  tableOf(deadlines, {
    Title: ({ title }) => title,
    Date: dayCell,
    Time: ({ time }) => time,
    'Time zone': ({ time, zone }) => (time === undefined ? zone : (zone ?? 'Europe/Zurich')),
    Precision: precisionCell,
    Kind: ({ kind }) => kind,
    Serves: ({ subject }) => followed(subject),
    'Comes before': ({ before }) => before?.deadline,
    'Seen by': ({ visibility }) => seenBy(visibility, names),
    'Date before the last move': beforeCell,
    Moved: (own) => instantCell(beforeCell(own) === undefined ? undefined : own.movedAt),
    Dropped: ({ droppedAt }) => instantCell(droppedAt),
    Added: ({ createdAt }) => instantCell(createdAt),
    'Added by': ({ createdBy }) => names.member(createdBy),
    Id: ({ id }) => id,
  });

function seenBy(visibility: Visibility, { member, organisation }: LogNames): string {
  if (visibility.to === 'person') return `only ${member(visibility.person)}`;
  if (visibility.to === 'organisations')
    return visibility.organisations.map(organisation).join('; ');
  return 'the whole coalition';
}

/** Undefined where it has stayed, and is for others only. */
const beforeCell = ({ movedFrom, ...own }: OwnDeadline): string | undefined =>
  movedFrom && !sameDate(movedFrom, own) ? dateCell(movedFrom) : undefined;

const dateCell = ({ date, time, zone }: OwnDate): string =>
  [dayCell({ date }), time, zone].filter((part) => part !== undefined).join(' ');

/** `2026-12-01`, which sorts; else in words, of which no spreadsheet makes a day: `Jan 2027 (no day set)`. */
const dayCell = ({ date }: Pick<OwnDate, 'date'>): string =>
  isDay(edtf(date)) ? date : ownDateWords({ date });

/** How exactly the date is known: `minute`, `day`, `about a month`. */
function precisionCell({ date, time }: OwnDate): string {
  const { precision, approximate } = edtf(date);
  if (time !== undefined) return 'minute';
  return approximate ? `about a ${precision}` : precision;
}

const follows = ({ follows }: Archive): Table =>
  tableOf(follows, {
    Channel: ({ destination }) => destinationKey(destination),
    Follows: ({ subject }) => followed(subject),
    'Hears of': ({ events }) => events.join('; '),
    'Days before': ({ ladder }) => ladder.join('; '),
    'Time in Geneva': ({ time }) => time,
    'Set up': ({ createdAt }) => instantCell(createdAt),
    'Stopped because': ({ stopped }) => stopped,
  });

const channels = ({ channels }: Archive, { organisation }: LogNames): Table =>
  tableOf(channels, {
    Channel: ({ destination }) => destinationKey(destination),
    'Own deadlines': ({ ours }) =>
      ours === undefined ? 'not decided' : ours === 'shown' ? 'shown' : 'kept out',
    'All its readers are of': ({ organisations }) => organisations.map(organisation).join('; '),
  });

const log = ({ log }: Archive, names: LogNames): Table =>
  tableOf(log, {
    Number: ({ seq }) => seq,
    When: ({ at }) => instantCell(at),
    Who: (entry) => whoWords(entry, names),
    For: (entry) => optionalName(entry.organisation, names.organisation),
    Where: ({ where }) => where && destinationKey(where),
    What: (entry) => entryWords(entry, names),
    Action: ({ action }) => action,
    Subject: ({ subject }) => subject,
    Before: ({ before }) => before && JSON.stringify(before),
    After: ({ after }) => after && JSON.stringify(after),
  });
