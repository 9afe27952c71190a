import { subjectWords } from '../asking/subject.ts';
import type { Organisation } from '../coalition/organisations.ts';
import type { Core } from '../core.ts';
import { type Day, dateWords, daysBetween, type Edtf } from '../dates/edtf.ts';
import type { Deadline } from '../record/standing.ts';
import type { Text } from '../reply.ts';
import { counting, listed } from '../words/phrases.ts';
import { isDay, order, ownDate, ownDateWords } from './dates.ts';
import type { OwnDeadline, Visibility } from './deadlines.ts';

/** `in 9 days`, `today`, `no day set`, `passed`. */
export function aheadWords(date: Edtf, asOf: Day): string {
  if (date.last < asOf) return 'passed';
  if (date.precision !== 'day' && date.precision !== 'instant') return 'no day set';
  const left = daysBetween(asOf, date.first);
  if (left <= 0) return 'today';
  return left === 1 ? 'tomorrow' : `in ${left} days`;
}

/** `ACLU and HRW`, `all of the coalition`, `you alone`: whoever reads this sees it. */
export function visibilityWords(
  visibility: Visibility,
  organisations: readonly Pick<Organisation, 'id' | 'short'>[],
): string {
  switch (visibility.to) {
    case 'coalition':
      return 'all of the coalition';
    case 'organisations':
      return listed(
        visibility.organisations.map(
          (id) => organisations.find((one) => one.id === id)?.short ?? id,
        ),
      );
    case 'person':
      return 'you alone';
  }
}

/** The official deadline as it stood on a day. */
export const officialOn = (
  { mechanism, record }: Pick<Core, 'mechanism' | 'record'>,
  id: string,
  day: Day,
): Deadline | undefined =>
  mechanism
    .deadlines(record)
    .findLast(
      (deadline) =>
        deadline.id === id &&
        (!deadline.knownFrom || deadline.knownFrom <= day) &&
        (!deadline.endedOn || deadline.endedOn > day),
    );

/** `national report (4 Aug 2025)`. */
export const officialWords = ({ what, date }: Deadline): string =>
  `${what[0]?.toLowerCase() ?? ''}${what.slice(1)} (${dateWords(date)})`;

/**
 * What an internal cut-off comes before, as that stands now: `5 days before the
 * national report (4 Aug 2025)`. Undefined where it comes before nothing.
 */
export function cutOffWords(core: Core, own: OwnDeadline, day: Day): string | undefined {
  if (!own.before) return undefined;
  const official = officialOn(core, own.before.deadline, day);
  if (!official) return 'before an official date that no longer stands: check this one';
  const date = ownDate(own);
  const words = distanceWords(date, official);
  if (official.dateVersion !== own.before.dateVersion)
    return `${words}, which was set anew since: check this one`;
  return order(date, official.date) === 'unknown' ? `${words}: the dates do not tell` : words;
}

function distanceWords(own: Edtf, official: Deadline): string {
  const name = officialWords(official);
  const comes = order(own, official.date);
  if (comes === 'after') return `no longer before the ${name}`;
  if (comes === 'beyond') return `reaching beyond the ${name}`;
  if (comes === 'unknown') return `perhaps before the ${name}`;
  return isDay(own) && isDay(official.date)
    ? `${counting(daysBetween(own.first, official.date.first), 'day')} before the ${name}`
    : `before the ${name}`;
}

/** What the words of own deadlines need beside the deadline. */
export interface OwnContext {
  readonly organisations: readonly Organisation[];
  readonly asOf: Day;
}

/** `cut-off, 5 days before the review (4 May 2026)`; `''` where nobody has said what it is. */
const kindWords = (core: Core, own: OwnDeadline, asOf: Day): string =>
  [own.kind === 'other' ? undefined : own.kind, cutOffWords(core, own, asOf)]
    .filter((part) => part !== undefined)
    .join(', ');

/** One line of a list: `1 Dec 2026 (in 9 days, hour not given) · First draft, Peru · ours (d7k2), seen by ACLU · drafting`. */
export function ownLine(core: Core, own: OwnDeadline, { organisations, asOf }: OwnContext): Text {
  const date = ownDate(own);
  const hour = date.precision === 'day' && !date.approximate ? ', hour not given' : '';
  const seenBy =
    own.visibility.to === 'coalition'
      ? ''
      : `, seen by ${visibilityWords(own.visibility, organisations)}`;
  const kind = kindWords(core, own, asOf);
  return [
    { strong: date.at === undefined ? dateWords(date) : ownDateWords(own) },
    ` (${aheadWords(date, asOf)}${hour}) · ${own.title}, ${subjectWords(core, own.subject)} · ours (${own.id})${seenBy}${kind && ` · ${kind}`}`,
  ];
}

/** The card of one: all that is kept of it. */
export const ownFields = (
  core: Core,
  own: OwnDeadline,
  { organisations, asOf }: OwnContext,
): readonly { readonly label: string; readonly text: Text }[] => {
  const kind = kindWords(core, own, asOf);
  return [
    { label: 'When', text: [ownDateWords(own)] },
    { label: 'For', text: [subjectWords(core, own.subject)] },
    ...(kind ? [{ label: 'Kind', text: [kind] }] : []),
    { label: 'Seen by', text: [visibilityWords(own.visibility, organisations)] },
    { label: 'Id', text: [own.id] },
  ];
};

/** The same for programs. */
export function ownData(own: OwnDeadline): object {
  const { text, precision } = ownDate(own);
  const { id, title, kind, subject, visibility, before } = own;
  return {
    id,
    own: true,
    state: subject.startsWith('state/') ? subject.slice('state/'.length) : null,
    subject,
    what: title,
    kind,
    date: text,
    precision,
    visibility,
    ...(before && { before: before.deadline }),
  };
}
