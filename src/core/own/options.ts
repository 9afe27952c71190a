import { type Subject, subjectWords } from '../asking/subject.ts';
import { organisationCalled } from '../coalition/lookup.ts';
import type { Who } from '../coalition/rights.ts';
import { type Option, typedAs } from '../command.ts';
import type { Core } from '../core.ts';
import { addDays, type Day, dateWords } from '../dates/edtf.ts';
import { UserError } from '../errors.ts';
import type { Deadline } from '../record/standing.ts';
import { shortened } from '../words/words.ts';
import { isDay, order, ownDate, ownDateWords } from './dates.ts';
import type { OwnDate, Visibility } from './deadlines.ts';
import { officialOn, officialWords } from './words.ts';

/** Which own deadline is meant: looked up by `deadlineCalled`. */
export const WHICH_DEADLINE = {
  kind: 'deadline',
  summary: 'Its id or title',
  positional: true,
  required: true,
  example: 'd7k2',
} as const satisfies Option;

/** Who may see it: read by `readVisibility`. */
export const SEEN_BY = {
  kind: 'organisation',
  summary: 'all, me or organisations',
  several: true,
  words: ['all', 'me'],
  example: 'aclu, hrw',
} as const satisfies Option;

/** The official deadlines that an internal cut-off may come before. */
export const OFFICIALS = ['submissions', 'national-report', 'review'] as const;
export type Official = (typeof OFFICIALS)[number];

const OFFICIAL_WORDS: Readonly<Record<Official, string>> = {
  submissions: 'the stakeholder submissions',
  'national-report': 'the national report',
  review: 'the review',
};

/** The longest title of an own deadline. */
export const MOST_TITLE = 120;
/** The organisations that one thing may be for; for more it is for all. */
const MOST_ORGANISATIONS = 20;
const MOST_ECHO = 60;

/** Throws UserError (`subject_too_wide`) for everything at once: a deadline serves one State or session. */
export function oneSubject(subject: string | undefined): Subject {
  if (subject !== undefined && subject !== 'all') return subject;
  throw new UserError(
    'A deadline serves one State or one session: type for:USA or for:"session 53".',
    { problem: 'subject_too_wide' },
  );
}

/**
 * Reads who may see it: `all`, `me`, or organisations as `aclu, hrw`.
 *
 * Throws UserError: `unknown_organisation`, `too_many_organisations`, and
 * `would_not_see` where the person would lose sight of it, coordinators too.
 */
export async function readVisibility(
  core: Core,
  who: Who,
  typed: string | undefined,
): Promise<Visibility> {
  const said = (typed ?? 'all').trim().toLowerCase();
  if (said === 'all') return { to: 'coalition' };
  if (said === 'me') return { to: 'person', person: who.person ?? '' };
  const organisations = await readOrganisations(core, who, typed ?? '');
  const isTheirs = who.organisation !== undefined && organisations.includes(who.organisation);
  if (isTheirs) return { to: 'organisations', organisations };
  const next =
    who.organisation === undefined
      ? `Vigil does not know for which organisation you speak: say so with ${typedAs(core.root, 'speak for')}, or use seen-by:all or seen-by:me.`
      : `Name your own organisation too, seen-by:"${who.organisation}, ${shortened((typed ?? '').trim(), MOST_ECHO)}", or let somebody of theirs add it.`;
  throw new UserError(`You would not see it yourself. ${next}`, { problem: 'would_not_see' });
}

/** `aclu, HRW` → their ids, each once; asked of the database once for all. */
export async function readOrganisations(
  core: Core,
  who: Who,
  typed: string,
): Promise<readonly string[]> {
  const names = typed
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0)
    throw new UserError('No organisation was named: type one or several, such as "aclu, hrw".', {
      problem: 'unknown_organisation',
    });
  if (names.length > MOST_ORGANISATIONS)
    throw new UserError(
      `${names.length} organisations were named; at most ${MOST_ORGANISATIONS} can be.`,
      { problem: 'too_many_organisations' },
    );
  const all = await core.organisations.organisations(who.coalition.id);
  const asked: Core = {
    ...core,
    organisations: { ...core.organisations, organisations: async () => all },
  };
  const found = await Promise.all(names.map(async (name) => organisationCalled(asked, who, name)));
  return [...new Set(found.map(({ id }) => id))];
}

/**
 * The official deadline of a State's current cycle, or of a session, as it
 * stands today; the review of a session is its opening. Throws UserError
 * (`no_official_date`) where the record has none.
 */
export function officialOf(core: Core, subject: Subject, name: Official, today: Day): Deadline {
  const official = officialOn(core, officialId(core, subject, name, today), today);
  if (official) return official;
  throw new UserError(
    `The record has no date to come for ${OFFICIAL_WORDS[name]} of ${subjectWords(core, subject)}, so nothing can be counted from it. Leave before: out, and give the date itself.`,
    { problem: 'no_official_date' },
  );
}

function officialId(core: Core, subject: Subject, name: Official, today: Day): string {
  const [kind, code] = subject.split('/');
  if (kind !== 'state') return `${subject}/${name === 'review' ? 'opens' : name}`;
  const { mechanism, record } = core;
  return `${mechanism.id}/${mechanism.cycleOn(record, today)}/${code}/${name}`;
}

/** So many days before an official date, as EDTF. Throws UserError (`official_without_day`) where that has no day. */
export function daysBefore(official: Deadline, days: string): string {
  if (isDay(official.date)) return addDays(official.date.first, -Number(days));
  throw new UserError(
    `days counts back from a day, and the record has only ${dateWords(official.date)} for the ${official.what.toLowerCase()}. Give the date itself, such as date:2026-12-01.`,
    { problem: 'official_without_day' },
  );
}

/**
 * Throws UserError (`cut_off_too_late`) where an internal cut-off cannot come
 * before its official date, or is so inexact that it reaches beyond it: August
 * is not before the 4th. A day in the year of a review without a day may be
 * before it, which is then said as no more than that.
 */
export function mustComeBefore(own: OwnDate, official: Deadline): void {
  const date = ownDate(own);
  const comes = order(date, official.date);
  if (comes === 'before' || comes === 'unknown') return;
  const why =
    comes === 'after'
      ? `does not come before the ${officialWords(official)}.`
      : `reaches beyond the ${officialWords(official)}. Give a day, month or year that ends before it.`;
  throw new UserError(
    `An internal cut-off comes before its official date: ${ownDateWords(own)} ${why}`,
    { problem: 'cut_off_too_late' },
  );
}

/** `submissions`, `national-report` or `review`, as the option has been checked. */
export const isOfficial = (name: string | undefined): name is Official =>
  OFFICIALS.some((official) => official === name);
