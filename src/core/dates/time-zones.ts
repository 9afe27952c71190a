import { Temporal } from 'temporal-polyfill';
import { UserError } from '../errors.ts';
import { fold, nearWords } from '../words/spelling.ts';
import { shortened } from '../words/words.ts';

/** The zone of the United Nations in Geneva, in which dates are meant unless said otherwise. */
export const GENEVA = 'Europe/Zurich';

/** Zones that people call otherwise than the database of time zones does. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ['geneva', GENEVA],
  ['geneve', GENEVA],
  ['genf', GENEVA],
  ['utc', 'UTC'],
  ['gmt', 'UTC'],
]);
/** Where a city is looked for under a name that is no longer, or not yet, the listed one: Kyiv, Kolkata. */
const AREAS = [
  'Africa',
  'America',
  'Antarctica',
  'Asia',
  'Atlantic',
  'Australia',
  'Europe',
  'Indian',
  'Pacific',
];
const MOST_ECHO = 60;

/** `europe/zurich`, `new york`, `Geneva`, `utc` → the IANA name. Throws UserError (`unknown_zone`). */
export function readZone(typed: string): string {
  const wanted = typed.trim();
  const zone =
    CALLED.get(fold(wanted)) ?? cities().get(fold(wanted)) ?? byName(wanted) ?? elsewhere(wanted);
  if (zone) return zone;
  const near = nearWords(fold(wanted), [...cities().keys()])
    .slice(0, 3)
    .map((city) => `'${zoneWords(cities().get(city) ?? city)}'`);
  const meant = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  throw new UserError(
    `I don't know the time zone '${shortened(wanted, MOST_ECHO)}': type a city such as zone:"new york" or zone:nairobi, zone:geneva, zone:UTC, or a name such as zone:America/New_York.${meant}`,
    { problem: 'unknown_zone' },
  );
}

/** `America/New_York` is "New York"; `Europe/Zurich` is "Geneva". */
export const zoneWords = (zone: string): string =>
  zone === GENEVA ? 'Geneva' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** The zones by the city that stands last in their name; no two have the same. */
function cities(): ReadonlyMap<string, string> {
  byCity ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [fold(zone.split('/').at(-1) ?? ''), zone]),
  );
  return byCity;
}

/** Made when a zone is first typed: there are four hundred. */
let byCity: ReadonlyMap<string, string> | undefined;

/** Only names with an area: `EST` and `CST` mean different hours to different people, and to none of them a zone with summer time. */
const byName = (typed: string): string | undefined =>
  /^[a-z]+(?:\/[a-z0-9_+-]+)+$/i.test(typed) && !/^etc\//i.test(typed) ? known(typed) : undefined;

function elsewhere(city: string): string | undefined {
  const name = fold(city).replaceAll(' ', '_');
  if (!/^[a-z_]+$/.test(name)) return undefined;
  for (const area of AREAS) {
    const zone = known(`${area}/${name}`);
    if (zone) return zone;
  }
  return undefined;
}

/** The name as the database writes it; undefined where it has no such zone. */
function known(name: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}
