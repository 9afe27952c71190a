import type { Suggestion } from '../adapter.ts';
import { shortSuggestions } from '../asking/suggestions.ts';
import { today } from '../clock.ts';
import { placeKey } from '../coalition/coalition.ts';
import { recognise } from '../coalition/identify.ts';
import { memberWords } from '../coalition/member-words.ts';
import { may, type Who } from '../coalition/rights.ts';
import type { Caller, Command, Option } from '../command.ts';
import type { Core } from '../core.ts';
import { platformWords } from '../destination.ts';
import { fold } from '../words/spelling.ts';
import { ownDate, ownDateWords } from './dates.ts';
import { isSeenBy, type OwnDeadline } from './deadlines.ts';

/** Fewer signs are the beginning of a name: every other id begins with any one letter. */
const LEAST_OF_ID = 4;
/** Options whose values are the coalition's own. */
const OURS = ['member', 'organisation', 'deadline', 'place'] as const;
type OurKind = (typeof OURS)[number];
type OurOption = Pick<Option, 'several' | 'words' | 'others'> & { readonly kind: OurKind };

/** What stands between several. */
const LIST_SIGNS = /[,;]/;

export const isOurs = <Asked extends Pick<Option, 'kind'>>(
  option: Asked,
): option is Asked & { readonly kind: OurKind } => OURS.some((ours) => ours === option.kind);

/**
 * What of the coalition's an option may be completed to: nothing for whoever may
 * not read it, or not do what the command does. Only a coordinator is shown a
 * list of people and places.
 */
export async function ownSuggestionsFor(
  { needs = 'self' }: Pick<Command, 'needs'>,
  option: OurOption,
  typed: string,
  caller: Caller,
  core: Core,
): Promise<readonly Suggestion[]> {
  const { kind, others } = option;
  const who = await recognise(caller, core);
  const listed = kind === 'member' || kind === 'place' ? 'coordinate' : 'read';
  if (!who || !may(who, listed) || !may(who, needs)) return [];
  const all = (await allOf(kind, who, core)).filter(({ value }) => !others || value !== who.person);
  return shortSuggestions(
    option.several ? forLast(all, option, typed) : fitting(all, option, typed),
  );
}

/** What begins with what is typed, then what else has it. */
function fitting(
  all: readonly Suggestion[],
  { words = [] }: Pick<Option, 'words'>,
  typed: string,
): readonly Suggestion[] {
  const wanted = fold(typed);
  const found = all.filter(
    ({ label, value }) =>
      fold(label).includes(wanted) ||
      (wanted.length >= LEAST_OF_ID && fold(value).startsWith(wanted)),
  );
  const begins = ({ label }: Suggestion): boolean => fold(label).startsWith(wanted);
  return [
    ...words
      .filter((word) => word.startsWith(wanted))
      .map((word) => ({ label: word, value: word })),
    ...found.filter(begins),
    ...found.filter((one) => !begins(one)),
  ];
}

/** After `aclu, h`: whole lists that end with each that fits the `h`, and is not named already. */
function forLast(
  all: readonly Suggestion[],
  { words }: Pick<Option, 'words'>,
  typed: string,
): readonly Suggestion[] {
  const named = typed.split(LIST_SIGNS).map((part) => withoutFullName(part.trim()));
  const last = named.pop() ?? '';
  if (named.length === 0) return fitting(all, words ? { words } : {}, last);
  const before = named.map((part) => fold(part));
  const rest = all.filter(({ label, value }) =>
    before.every((part) => part !== fold(value) && part !== fold(withoutFullName(label))),
  );
  return fitting(rest, {}, last).map(({ label, value }) => ({
    label: [...named, label].join(', '),
    value: [...named, value].join(', '),
  }));
}

/** A list that was completed stands in the field by its label, and is typed on from there. */
const withoutFullName = (label: string): string => label.replace(/ · .*$/, '');

async function allOf(kind: OurKind, who: Who, core: Core): Promise<readonly Suggestion[]> {
  const { id } = who.coalition;
  switch (kind) {
    case 'member':
      return (await core.members.members(id)).map((member, _, members) => ({
        label: `${memberWords(member, members)} · ${member.role}`,
        value: member.person,
      }));
    case 'organisation':
      return (await core.organisations.organisations(id)).map((organisation) => ({
        label: `${organisation.short} · ${organisation.name}`,
        value: organisation.id,
      }));
    case 'deadline':
      return toComeFirst((await core.deadlines.open(id)).filter(isSeenBy(who)), core).map(
        (deadline) => ({
          label: `${deadline.title} · ${ownDateWords(deadline)}`,
          value: deadline.id,
        }),
      );
    case 'place':
      return (await core.coalitions.places(id)).map((place) => ({
        label: `${place.name} · ${platformWords(place.platform)}`,
        value: placeKey(place),
      }));
  }
}

/** Of those soonest first: what is to come, then what has passed from the last. */
function toComeFirst(all: readonly OwnDeadline[], { clock }: Core): readonly OwnDeadline[] {
  const day = today(clock);
  const isPassed = (own: OwnDeadline): boolean => ownDate(own).last < day;
  return [...all.filter((own) => !isPassed(own)), ...all.filter(isPassed).toReversed()];
}
