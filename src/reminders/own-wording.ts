import { type Day, dateWords, daysBetween, edtf } from '../core/dates/edtf.ts';
import type { Told } from '../core/notice.ts';
import { ownDate, ownDateWords } from '../core/own/dates.ts';
import type { OwnDate, OwnDeadline } from '../core/own/deadlines.ts';
import type { Block, Reply } from '../core/reply.ts';
import { listed } from '../core/words/phrases.ts';
import { type Agenda, endedBy } from './agenda.ts';
import { stateIn } from './coverage.ts';
import type { Ours } from './ours.ts';
import { deadlineWords, inDays, placeWords, subjectButtons, toneOf } from './wording.ts';

/** What the words of an own deadline are made of. */
export interface Sayings {
  readonly agenda: Agenda;
  readonly ours: Ours;
  readonly today: Day;
}

/** `Final text — 1 Dec 2026 (hour not given)`: one line of a digest. */
export const ownWords = (deadline: OwnDeadline): string =>
  `${deadline.title} — ${ownDateWords(deadline)}`;

/** `In 7 days: Final text — 1 Dec 2026 (hour not given)`, counted from the day on which it goes out. */
export function ownReminder(sayings: Sayings, deadline: OwnDeadline, rung: number): Reply {
  const days = daysBetween(sayings.today, ownDate(deadline).first);
  return {
    title: `${inDays(days)}: ${ownWords(deadline)}`,
    tone: toneOf(rung),
    audience: 'channel',
    blocks: [...instantBlocks(deadline), ...aboutBlocks(sayings, deadline)],
    buttons: subjectButtons(deadline.subject),
  };
}

/** `Moved: Final text — from 1 Dec 2026 to 5 Dec 2026`. */
export const movedWords = (deadline: OwnDeadline, from: OwnDate): string =>
  `Moved: ${deadline.title} — from ${whenWords(from)} to ${whenWords(deadline)}`;

/** `Dropped: Final text — was 1 Dec 2026`. */
export const droppedWords = ({ title }: OwnDeadline, was: OwnDate): string =>
  `Dropped: ${title} — was ${whenWords(was)}`;

/** `1 Dec 2026`, or with the hour as it was given: `1 Dec 2026, 09:00 New York (15:00 Geneva)`. */
const whenWords = (own: OwnDate): string => {
  const date = ownDate(own);
  return date.at === undefined ? dateWords(date) : ownDateWords(own);
};

/** `No longer reminded of here: Final text — 1 Dec 2026 (hour not given)`, in the words that were told. */
export function endedHereWords({ reply, dueOn }: Pick<Told, 'reply' | 'dueOn'>): string {
  const { about } = { about: undefined, ...reply?.data };
  const dated = dueOn === null ? '' : ` of ${dateWords(edtf(dueOn))}`;
  return `No longer reminded of here: ${typeof about === 'string' ? about : `a deadline${dated}`}`;
}

/** Says that a channel hears no more of something, and nothing of what it is now. */
export const endedHere = (title: string): Reply => ({
  title,
  tone: 'warning',
  audience: 'channel',
  blocks: [
    {
      kind: 'paragraph',
      text: [
        'Its reminders in this channel have ended, and what becomes of it is not told here. The date is the one that was told here last.',
      ],
    },
    { kind: 'note', text: ['Set by the coalition, not a date of the United Nations.'] },
  ],
  buttons: [{ does: 'ask', label: 'Deadlines', command: 'deadlines' }],
});

/** What is said of a move or a drop: the words, and what becomes of the reminders. */
export const ownNews = (
  sayings: Sayings,
  deadline: OwnDeadline,
  title: string,
  outcome: string,
): Reply => ({
  title,
  tone: 'warning',
  audience: 'channel',
  blocks: [
    ...(deadline.droppedAt === undefined ? instantBlocks(deadline) : []),
    { kind: 'paragraph', text: [outcome] },
    ...aboutBlocks(sayings, deadline),
  ],
  buttons: subjectButtons(deadline.subject),
});

function instantBlocks(deadline: OwnDeadline): Block[] {
  const { at } = ownDate(deadline);
  return at === undefined ? [] : [{ kind: 'paragraph', text: ['At ', { instant: at }] }];
}

/** Whose it is, what kind and for what, and that it is no date of the record. */
function aboutBlocks(sayings: Sayings, deadline: OwnDeadline): Block[] {
  const { agenda } = sayings;
  const { kind, subject, visibility } = deadline;
  const place = placeWords(agenda, stateIn(subject), subject);
  const kindSaid = kind === 'other' ? '' : ` (${kind})`;
  const by = visibility.to === 'person' ? 'you' : 'the coalition';
  return [
    {
      kind: 'paragraph',
      text: [`${ownerWords(sayings.ours, deadline)}${kindSaid}, for ${place}.`],
    },
    ...beforeBlocks(sayings, deadline),
    { kind: 'note', text: [`Set by ${by}, not a date of the United Nations.`] },
  ];
}

/** `The coalition's own deadline`, `Own deadline of ACLU and HRW`, `Your own deadline`. */
function ownerWords({ short }: Ours, { coalition, visibility }: OwnDeadline): string {
  if (visibility.to === 'person') return 'Your own deadline, which only you see';
  if (visibility.to === 'coalition') return "The coalition's own deadline";
  const names = visibility.organisations.map((id) => short(coalition, id)).toSorted();
  return `Own deadline of ${listed(names)}`;
}

/** What an internal cut-off comes before, and whether that has moved since. */
function beforeBlocks({ agenda, today }: Sayings, { before }: OwnDeadline): Block[] {
  const official = before && agenda.versions(before.deadline).at(-1);
  if (!official) return [];
  const words = `${deadlineWords(agenda, official)} — ${dateWords(official.date)}`;
  if (endedBy(official, today))
    return [
      { kind: 'warning', text: [`It was to come before: ${words}, which no longer stands.`] },
    ];
  return official.dateVersion === before.dateVersion
    ? [{ kind: 'paragraph', text: [`It comes before: ${words}.`] }]
    : [
        {
          kind: 'warning',
          text: [`It comes before: ${words}, which has moved since this was set.`],
        },
      ];
}
