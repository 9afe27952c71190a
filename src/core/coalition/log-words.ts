import { dateWords, edtf, genevaDay } from '../dates/edtf.ts';
import { platformWords } from '../destination.ts';
import { ownDateWords } from '../own/dates.ts';
import { shortened } from '../words/words.ts';
import type { Action, Entry } from './audit.ts';

/** What the ids in a line of the log are called now. */
export interface LogNames {
  /** `a former member` where nothing is kept of the person any more. */
  member(person: string): string;
  organisation(id: string): string;
}

/** The parts of a line as words are made of them: whatever it holds, reading never throws. */
interface Line {
  /** Whether the person who did it is the one it was done to. */
  readonly own: boolean;
  readonly subject: string;
  readonly before: Said;
  readonly after: Said;
  readonly names: LogNames;
}

type Said = Readonly<Record<string, unknown>>;

const MOST_TITLE = 80;

/** Nothing is kept of the person any more. */
export const PURGED = 'a former member';
/** Is known to Vigil, and never was a member: asked to link a place, or administers one. */
export const OUTSIDER = 'somebody from outside';
/** No platform has said what they are called. */
export const NAMELESS = 'a member without a name';

/** Whom lines of the log are about: by whom they were done, and what may be whom they were done to. */
export const peopleIn = (
  entries: readonly Pick<Entry, 'person' | 'subject'>[],
): readonly string[] => [
  ...new Set(entries.flatMap(({ person, subject }) => [person ?? subject, subject])),
];

/** Who did what is written of: `Ada`, `a former member`, or Vigil where nobody did it. */
export const whoWords = ({ person }: Pick<Entry, 'person'>, names: LogNames): string =>
  person === undefined ? 'Vigil' : names.member(person);

/** What was done, to stand after who did it: `moved the deadline “Final text” (d7k2) from 1 Dec 2026 to 5 Dec 2026`. */
export function entryWords(
  {
    person,
    action,
    subject,
    before,
    after,
  }: Pick<Entry, 'person' | 'action' | 'subject' | 'before' | 'after'>,
  names: LogNames,
): string {
  const own = person === subject;
  return WORDS[action]({ own, subject, before: saidIn(before), after: saidIn(after), names });
}

const WORDS: Readonly<Record<Action, (line: Line) => string>> = {
  'coalition.founded': ({ after }) => `founded the coalition${titled(after, 'name')}`,
  'coalition.renamed': ({ before, after }) =>
    `renamed the coalition${fromTo(quotation(before['name']), quotation(after['name']))}`,
  'coalition.purge_asked': ({ after }) =>
    `asked for all of the coalition to be deleted${on(after['purgeAt'])}`,
  'coalition.purge_cancelled': () => 'called off the deletion of the coalition',
  'coalition.imported': () => 'imported the coalition from an export',
  'coalition.exported': ({ subject, after }) =>
    subject.includes('/')
      ? `exported what ${placeWords(subject, after)} holds`
      : 'exported the coalition',
  'coalition.merged': ({ before, after }) =>
    `joined another coalition with this one${titled(after, 'name') || titled(before, 'name')}`,
  'code.issued': ({ after }) =>
    after['kind'] === 'account' ? 'got a code to link accounts' : 'got a code to link a place',
  'request.made': ({ after, names }) => `asked ${wishWords(after, names)}`,
  'request.confirmed': (line) => `confirmed the request ${requestWords(line)}`,
  'request.declined': (line) => `declined the request ${requestWords(line)}`,
  'request.ended': (line) =>
    line.after['why'] === 'taken_back'
      ? `took back the request ${requestWords(line)}`
      : `ended the request ${requestWords(line)}${line.after['why'] === 'asker_ended' ? ': whoever asked no longer coordinates what would join' : ''}`,
  'place.joined': ({ subject, after }) => `brought in ${placeWords(subject, after)}`,
  'place.left': ({ subject, before }) => `unlinked ${placeWords(subject, before)}`,
  'member.joined': ({ own, subject, after, names }) =>
    `${own ? 'joined' : `added ${names.member(subject)}`}${as(after['role'])}`,
  'member.role': ({ subject, before, after, names }) =>
    `changed the role of ${names.member(subject)}${fromTo(word(before['role']), word(after['role']))}`,
  'member.left': ({ own, subject, names }) =>
    own ? 'left the coalition' : `ended the membership of ${names.member(subject)}`,
  'member.removed': ({ subject, names }) => `removed ${names.member(subject)}`,
  'member.purged': ({ own }) =>
    own ? 'had what was kept of them deleted' : 'deleted what was kept of a former member',
  'member.silent': ({ subject, names }) =>
    `told the other coordinators that ${names.member(subject)} has been silent`,
  'account.linked': ({ subject, names }) => `linked an account to ${names.member(subject)}`,
  'account.unlinked': ({ subject, names }) => `unlinked an account of ${names.member(subject)}`,
  'organisation.added': ({ subject, after }) =>
    `added the organisation${titled(after, 'short', subject)}`,
  'organisation.edited': ({ subject, before, after, names }) =>
    `changed the organisation ${names.organisation(subject)}${changesWords(before, after)}`,
  'organisation.dropped': ({ subject, before }) =>
    `dropped the organisation${titled(before, 'short', subject)}`,
  'delegate.asked': ({ after, names }) => `asked to speak for ${organisationWords(after, names)}`,
  'delegate.confirmed': ({ subject, after, names }) =>
    `confirmed that ${names.member(subject)} speaks for ${organisationWords(after, names)}`,
  'delegate.ended': ({ subject, before, names }) =>
    `ended that ${names.member(subject)} speaks for ${organisationWords(before, names)}`,
  'deadline.added': (line) => `added ${deadlineWords(line)}${dated(line.after, ', due ')}`,
  'deadline.edited': (line) =>
    `changed ${deadlineWords(line)}${changesWords(line.before, line.after)}`,
  'deadline.moved': (line) =>
    `moved ${deadlineWords(line)}${fromTo(dated(line.before), dated(line.after))}`,
  'deadline.dropped': (line) => `dropped ${deadlineWords(line)}`,
  'channel.chosen': ({ after, names }) => `chose for a channel${choiceWords(after, names)}`,
  'follow.saved': ({ subject }) => `set a channel to follow ${followed(subject)}`,
  'follow.removed': ({ subject }) => `ended that a channel follows ${followed(subject)}`,
  'follow.stopped': ({ after }) => `stopped what a channel follows${because(after['reason'])}`,
};

function saidIn(object: object | undefined): Said {
  return typeof object === 'object' && object !== null && !Array.isArray(object)
    ? { ...object }
    : {};
}

/** A text as it stands, or what a list of them says; `''` for anything else. */
function word(value: unknown): string {
  if (typeof value === 'string') return shortened(value, MOST_TITLE);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value)
    ? shortened(value.map(word).filter(Boolean).join(', '), MOST_TITLE)
    : '';
}

const quotation = (value: unknown): string => (word(value) ? `“${word(value)}”` : '');

/** ` “Water Defenders”`, or nothing where the line does not say. */
function titled(said: Said, member: string, otherwise = ''): string {
  const title = quotation(said[member]) || otherwise;
  return title && ` ${title}`;
}

const as = (role: unknown): string => {
  const said = word(role);
  return said && ` as ${/^[aeiou]/.test(said) ? 'an' : 'a'} ${said}`;
};

const because = (reason: unknown): string => (word(reason) ? `: ${word(reason)}` : '');

function fromTo(from: string, to: string): string {
  return `${from && ` from ${from}`}${to && ` to ${to}`}`;
}

/** The day of an instant, where there is one: ` on 29 Nov 2026`. */
function on(instant: unknown): string {
  if (typeof instant !== 'number' || !Number.isFinite(instant)) return '';
  try {
    return ` on ${dateWords(edtf(genevaDay(instant)))}`;
  } catch {
    return '';
  }
}

/** A date as a deadline has it, with what comes before it; `''` where none is said. */
function dated(said: Said, before = ''): string {
  const [date, time, zone] = [word(said['date']), word(said['time']), word(said['zone'])];
  if (date === '') return '';
  try {
    // A line has no room to say that no hour was given.
    if (!time) return before + dateWords(edtf(date));
    return before + ownDateWords({ date, time, ...(zone && { zone }) });
  } catch {
    return before + [date, time, zone].filter(Boolean).join(' ');
  }
}

/** `“Water Defenders” on Slack`; the account of somebody's direct messages is not said. */
function placeWords(key: string, said: Said): string {
  const [platform = '', workspace = ''] = key.split('/');
  if (workspace.startsWith('dm:')) return `direct messages on ${platformWords(platform)}`;
  return `${quotation(said['name']) || workspace} on ${platformWords(platform)}`;
}

const organisationWords = (said: Said, names: LogNames): string => {
  const id = word(said['organisation']);
  return id ? names.organisation(id) : 'an organisation';
};

/** What a request is for. */
function wishWords(said: Said, names: LogNames): string {
  if (said['kind'] === 'speak') return `to speak for ${organisationWords(said, names)}`;
  const [joining, host] = [quotation(said['joining']), quotation(said['host'])];
  if (joining && host)
    return said['kind'] === 'merge'
      ? `to merge ${joining} into ${host}`
      : `to link ${joining} to ${host}`;
  // Lines of an earlier version say one name.
  const name = titled(said, 'name');
  return said['kind'] === 'merge' ? `to join the coalition${name}` : `to link a place${name}`;
}

function requestWords({ subject, before, after, names }: Line): string {
  const said = { ...before, ...after };
  return 'kind' in said ? wishWords(said, names) : subject;
}

function deadlineWords({ subject, before, after }: Line): string {
  const title = titled(after, 'title') || titled(before, 'title');
  return `the deadline${title} (${subject})`;
}

/** ` (title: “Draft”, was “Text”; kind: drafting, was other)`; what has no words is only named. */
function changesWords(before: Said, after: Said): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => word(before[name]) !== word(after[name]));
  const said = (changed.length > 0 ? changed : names).map((name) => {
    const [was, is] = [word(before[name]), word(after[name])];
    return `${shortened(name, MOST_TITLE)}${is && `: ${is}`}${was && `, was ${was}`}`;
  });
  return said.length > 0 ? ` (${said.join('; ')})` : '';
}

function choiceWords(after: Said, { organisation }: LogNames): string {
  const ours = {
    shown: 'that own deadlines are shown',
    kept_out: 'that own deadlines are kept out',
  };
  const said = after['ours'] === 'shown' || after['ours'] === 'kept_out' ? ours[after['ours']] : '';
  const ids = Array.isArray(after['organisations']) ? after['organisations'].map(word) : [];
  const readers =
    ids.length > 0 ? `that all its readers are of ${ids.map(organisation).join(', ')}` : '';
  const chosen = [said, readers].filter(Boolean).join(' and ');
  return chosen && ` ${chosen}`;
}

/** `state/USA` as `USA`, `upr/s53` as `UPR session 53`. */
export function followed(subject: string): string {
  const [kind = '', id = ''] = subject.split('/');
  if (subject === 'all') return 'everything';
  if (kind === 'state') return id;
  return /^s\d+$/.test(id) ? `${kind.toUpperCase()} session ${id.slice(1)}` : subject;
}
