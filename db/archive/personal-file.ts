import type { PersonalArchive } from '../../src/core/coalition/archive.ts';
import type { PersonalData } from '../../src/core/coalition/members.ts';
import type { Attachment } from '../../src/core/reply.ts';
import { csvOf, instantCell, type Row } from './csv.ts';
import { zipOf } from './zip.ts';

/** What is kept of a person in a coalition, kind by kind, and what each file says in the README. */
const KINDS = {
  deadlines: 'own deadlines that you added, or that only you see',
  log: 'lines of the log of changes: what you did, and what was done about you',
  follows: 'what you set channels to follow',
  requests: 'what you asked for, such as to speak for an organisation',
  codes: 'codes that you were given: only their digests are kept',
  tries: 'codes that you typed wrongly: when, not what',
  notices: 'what Vigil sent to your direct messages, or will',
} as const satisfies Partial<Record<keyof PersonalData, string>>;
type Kind = keyof typeof KINDS;

/** Everything that is kept of one person as one zip file, which opens without Vigil. */
export function packPersonal(archive: PersonalArchive, version: string): Attachment {
  const day = instantCell(archive.exportedAt).slice(0, 10);
  const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) =>
    archive.coalitions.some((kept) => kept[kind].length > 0),
  );
  const texts = {
    'README.txt': readme(archive, kinds, version),
    'data.json': `${JSON.stringify(archive, null, 2)}\n`,
    'accounts.csv': csvOf(['Platform', 'Workspace', 'Id'], archive.accounts.map(accountRow)),
    'coalitions.csv': csvOf(MEMBERSHIP, archive.coalitions.map(membershipRow)),
    ...Object.fromEntries(kinds.map((kind) => [`${kind}.csv`, tableOf(archive, kind)])),
  };
  return { name: `vigil-about-you-${day}.zip`, content: zipOf(texts, archive.exportedAt) };
}

function readme({ exportedAt }: PersonalArchive, kinds: readonly Kind[], version: string): string {
  const files = { accounts: 'your accounts', coalitions: 'the coalitions that know you, as what' };
  const listed = [
    ...Object.entries(files),
    ...kinds.map((kind) => [kind, KINDS[kind]] as const),
  ].map(([name, what]) => `${`${name}.csv`.padEnd(16)}${what}`);
  return [
    'Everything that Vigil keeps of you.',
    `Exported on ${instantCell(exportedAt)} by Vigil ${version}.`,
    '',
    ...listed,
    'data.json       all of this in one file, for programs',
    '',
    'The .csv files open in any spreadsheet (UTF-8, commas). All instants are in UTC.',
    "A text that a spreadsheet would take for a formula has a ' before it.",
    '',
  ].join('\r\n');
}

const accountRow = ({ platform, workspace, id }: PersonalArchive['accounts'][number]): Row => ({
  Platform: platform,
  Workspace: workspace,
  Id: id,
});

const MEMBERSHIP = ['Coalition', 'Your name', 'Role', 'Speaks for', 'Joined', 'Last heard of'];

const membershipRow = ({ coalition, member }: PersonalData): Row => ({
  Coalition: coalition.name,
  'Your name': member?.name,
  Role: member?.role ?? 'not a member',
  'Speaks for': member?.organisation,
  Joined: instantCell(member?.joinedAt),
  'Last heard of': instantCell(member?.seenAt),
});

/** Rows as they are kept, of all coalitions: a column for each thing that any of them says. */
function tableOf({ coalitions }: PersonalArchive, kind: Kind): string {
  const rows = coalitions.flatMap((kept) =>
    kept[kind].map((row) => ({ Coalition: kept.coalition.name, ...worded(row) })),
  );
  return csvOf([...new Set(rows.flatMap((row) => Object.keys(row)))], rows);
}

const worded = (row: object): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      heading(name),
      cellOf(name, value),
    ]),
  );

/** `accountWorkspace` as `Account workspace`. */
function heading(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Instants are named so: `at`, `createdAt`. */
function cellOf(name: string, value: unknown): string | number {
  if (typeof value === 'number') return /^at$|At$/.test(name) ? instantCell(value) : value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
