import { platformWords } from '../destination.ts';
import { counting, listed } from '../words/phrases.ts';
import type { Place } from './coalition.ts';
import type { Holdings } from './coalitions.ts';

/** What a place is called on its platform. */
const KINDS: Readonly<Record<string, string>> = { slack: 'workspace', discord: 'server' };

/** `Forest Watch (Discord server)`. */
export const placeWords = (place: Pick<Place, 'name' | 'platform' | 'kind'>): string =>
  place.kind === 'direct' ? kindWords(place) : `${place.name} (${kindWords(place)})`;

/** `Discord server`, `direct messages on Discord`. */
export const kindWords = ({ platform, kind }: Pick<Place, 'platform' | 'kind'>): string =>
  kind === 'direct'
    ? `direct messages on ${platformWords(platform)}`
    : [platformWords(platform), KINDS[platform]].filter(Boolean).join(' ');

/** `1 place, 3 organisations, 2 own deadlines, 4 people and 5 follows`: with nothing of which there is none. */
export function holdingsWords(holdings: Holdings): string {
  const counted = NAMES.filter(([name]) => holdings[name] > 0).map(([name, one, several]) =>
    counting(holdings[name], one, several),
  );
  return listed(counted) || 'nothing yet';
}

const NAMES = [
  ['places', 'place', 'places'],
  ['organisations', 'organisation', 'organisations'],
  ['deadlines', 'own deadline', 'own deadlines'],
  ['members', 'person', 'people'],
  ['follows', 'follow', 'follows'],
] as const satisfies readonly (readonly [keyof Holdings, string, string])[];
