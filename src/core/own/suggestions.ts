import type { Suggestion } from '../adapter.ts';
import { shortSuggestions } from '../asking/suggestions.ts';
import { placeKey } from '../coalition/coalition.ts';
import { recognise } from '../coalition/identify.ts';
import { may, type Who } from '../coalition/rights.ts';
import type { Caller, Command, Option } from '../command.ts';
import type { Core } from '../core.ts';
import { fold } from '../words/spelling.ts';
import { ownDateWords } from './dates.ts';
import { isSeenBy } from './deadlines.ts';

/** Fewer signs are the beginning of a name: every other id begins with any one letter. */
const LEAST_OF_ID = 4;
/** Options whose values are the coalition's own. */
const OURS = ['member', 'organisation', 'deadline', 'place'] as const;
type OurKind = (typeof OURS)[number];

export const isOurs = (kind: Option['kind']): kind is OurKind => OURS.some((ours) => ours === kind);

/**
 * What of the coalition's an option may be completed to: nothing for whoever may
 * not read it, or not do what the command does. Only a coordinator is shown a
 * list of people and places.
 */
export async function ownSuggestionsFor(
  { needs = 'self' }: Pick<Command, 'needs'>,
  kind: OurKind,
  typed: string,
  caller: Caller,
  core: Core,
): Promise<readonly Suggestion[]> {
  const who = await recognise(caller, core);
  const listed = kind === 'member' || kind === 'place' ? 'coordinate' : 'read';
  if (!who || !may(who, listed) || !may(who, needs)) return [];
  const wanted = fold(typed);
  const all = await allOf(kind, who, core);
  const fitting = all.filter(
    ({ label, value }) =>
      fold(label).includes(wanted) ||
      (wanted.length >= LEAST_OF_ID && fold(value).startsWith(wanted)),
  );
  const begins = ({ label }: Suggestion): boolean => fold(label).startsWith(wanted);
  return shortSuggestions([...fitting.filter(begins), ...fitting.filter((one) => !begins(one))]);
}

async function allOf(kind: OurKind, who: Who, core: Core): Promise<readonly Suggestion[]> {
  const { id } = who.coalition;
  switch (kind) {
    case 'member':
      return (await core.members.members(id)).map(({ person, name, role }) => ({
        label: `${name ?? person} · ${role}`,
        value: person,
      }));
    case 'organisation':
      return (await core.organisations.organisations(id)).map((organisation) => ({
        label: `${organisation.short} · ${organisation.name}`,
        value: organisation.id,
      }));
    case 'deadline':
      return (await core.deadlines.open(id)).filter(isSeenBy(who)).map((deadline) => ({
        label: `${deadline.title} · ${ownDateWords(deadline)}`,
        value: deadline.id,
      }));
    case 'place':
      return (await core.coalitions.places(id)).map((place) => ({
        label: `${place.name} · ${place.platform}`,
        value: placeKey(place),
      }));
  }
}
