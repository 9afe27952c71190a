import { MOST_ECHO, nearest, unknown } from '../asking/unknown.ts';
import type { Core } from '../core.ts';
import { platformWords } from '../destination.ts';
import { UserError } from '../errors.ts';
import { listed } from '../words/phrases.ts';
import { isPartOfName, isSameName } from '../words/spelling.ts';
import { shortened } from '../words/words.ts';
import { type Account, accountAt, type Coalition, type Place, placeKey } from './coalition.ts';
import type { Member } from './members.ts';
import type { Organisation } from './organisations.ts';
import type { Who } from './rights.ts';

/** The beginning of a person's id that may stand for all of it. */
const LEAST_OF_ID = 4;
/** How much of an id is shown: as little as tells the members apart. */
const SHOWN_OF_ID = [8, 13, 18];
/** Namesakes listed. */
const MOST_NAMESAKES = 5;
const MOST_COALITIONS = 10;

/** Slack's `<@U1>` and `<@U1|ada>`, Discord's `<@123>` and `<@!123>`. */
const MENTION = /^<@!?([A-Za-z0-9]+)(?:\|([^>]*))?>$/;

/**
 * The account that is mentioned in the place where `who` asks; undefined for
 * any other text. It need not be a member's.
 */
export function accountMentioned(
  typed: string,
  { place }: Pick<Who, 'place'>,
): Account | undefined {
  const [, id] = MENTION.exec(typed.trim()) ?? [];
  return id === undefined ? undefined : accountAt(place, id);
}

/**
 * The member that is meant: `me`, a mention, an id or its unique beginning, or a
 * display name whatever its case; where nobody is called so, a word or the
 * beginning of one name. Throws UserError `unknown_member`, or `ambiguous_member`
 * with the id of each.
 */
export async function memberCalled(core: Core, who: Who, typed: string): Promise<Member> {
  return nameableCalled(core, who, typed, await core.members.members(who.coalition.id));
}

/** A member, or who was one: then without role, and with no account that is known here. */
export type Nameable = Pick<Member, 'person' | 'name'> &
  Partial<Pick<Member, 'role' | 'accounts' | 'organisation'>>;

/** The same among those given, of the coalition of who asks. */
export async function nameableCalled<One extends Nameable>(
  core: Core,
  who: Who,
  typed: string,
  members: readonly One[],
): Promise<One> {
  const wanted = typed.trim();
  const mentioned = accountMentioned(wanted, who);
  const mentionedPerson = mentioned && (await core.members.personOf(mentioned));
  const exact = members.find(({ person }) =>
    mentioned
      ? person === mentionedPerson
      : person === wanted.toLowerCase() || (wanted.toLowerCase() === 'me' && person === who.person),
  );
  if (exact) return exact;
  const name = wanted.replace(/^@/, '');
  const named = members.filter(
    (member) => isSameName(member.name ?? '', name) || beginsId(wanted, member.person),
  );
  const found =
    named.length > 0 || mentioned
      ? named
      : members.filter((member) => isPartOfName(name, member.name ?? ''));
  if (found.length > 1)
    throw severalMembers(
      found,
      members,
      name,
      await core.organisations.organisations(who.coalition.id),
    );
  if (found[0]) return found[0];
  throw unknown(core, {
    what: 'member',
    typed: mentionWords(wanted),
    nearest: nearest(name, members, (member) => member.name ?? ''),
    list: 'admin members',
  });
}

/**
 * The organisation that is meant: by id, short or full name, whatever its case
 * or accents. Throws UserError `unknown_organisation`.
 */
export async function organisationCalled(
  core: Core,
  who: Who,
  typed: string,
): Promise<Organisation> {
  const all = await core.organisations.organisations(who.coalition.id);
  const wanted = typed.trim();
  const found =
    all.find(({ id }) => id === wanted.toLowerCase()) ??
    all.find(({ short, name }) => isSameName(short, wanted) || isSameName(name, wanted));
  if (found) return found;
  const near = [
    ...nearest(wanted, all, ({ short }) => short),
    ...nearest(wanted, all, ({ name }) => name),
  ];
  throw unknown(core, {
    what: 'organisation',
    typed: wanted,
    nearest: [...new Set(near)],
    list: 'organisations',
  });
}

/**
 * The place of the coalition that is meant: `here`, `slack/T1`, or its name.
 * Throws UserError `unknown_place`, or `ambiguous_place` with the key of each.
 */
export async function placeCalled(core: Core, who: Who, typed: string): Promise<Place> {
  const wanted = typed.trim();
  if (wanted.toLowerCase() === 'here') return who.place;
  const all = await core.coalitions.places(who.coalition.id);
  const byKey = all.find((place) => placeKey(place) === wanted);
  if (byKey) return byKey;
  const found = all.filter(({ name }) => isSameName(name, wanted));
  if (found.length > 1)
    throw new UserError(
      `${found.length} places are called '${shortened(wanted, MOST_ECHO)}'. Type one of ${listed(found.map(placeKey), 'or')}.`,
      { problem: 'ambiguous_place' },
    );
  if (found[0]) return found[0];
  throw unknown(core, {
    what: 'place',
    typed: wanted,
    nearest: nearest(wanted, all, ({ name }) => name),
    list: 'admin coalition',
  });
}

/**
 * For the command line only: the coalition that is meant, by id, its beginning
 * where only one begins so, or name. Throws UserError `unknown_coalition` with
 * those that there are, or `ambiguous_coalition` with the id of each.
 */
export async function coalitionCalled(
  { coalitions }: Pick<Core, 'coalitions'>,
  typed: string,
): Promise<Coalition> {
  const all = await coalitions.all();
  const byId = all.find(({ id }) => id === typed.trim().toLowerCase());
  const named = byId ? [byId] : all.filter(({ name }) => isSameName(name, typed.trim()));
  const found = named.length > 0 ? named : all.filter(({ id }) => beginsId(typed.trim(), id));
  if (found.length === 1 && found[0]) return found[0];
  const said = (found.length > 1 ? found : all).map(({ id, name }) => `${id} (${name})`);
  const more = said.length > MOST_COALITIONS ? ` and ${said.length - MOST_COALITIONS} more` : '';
  const those = `${said.slice(0, MOST_COALITIONS).join(', ')}${more}`;
  const echo = shortened(typed, MOST_ECHO);
  throw found.length > 1
    ? new UserError(
        `${found.length} coalitions are called '${echo}': ${those}. Give the id of one.`,
        {
          problem: 'ambiguous_coalition',
        },
      )
    : new UserError(
        `There is no coalition '${echo}' in this database. There are: ${those || 'none'}.`,
        {
          problem: 'unknown_coalition',
        },
      );
}

/** As much of a member's id as nobody else's begins with, and nobody is called. */
export function shortPerson(person: string, members: readonly Nameable[]): string {
  const others = members.filter((other) => other.person !== person);
  const length = SHOWN_OF_ID.find((count) => {
    const part = person.slice(0, count);
    return (
      !members.some(({ name = '' }) => isSameName(name, part)) &&
      !others.some((other) => other.person.startsWith(part))
    );
  });
  return person.slice(0, length);
}

/** `@chi` for Slack's `<@U1|chi>`; any other text as it is. */
function mentionWords(typed: string): string {
  const [, id, label] = MENTION.exec(typed) ?? [];
  return id === undefined ? typed : `@${label || id}`;
}

const beginsId = (typed: string, person: string): boolean =>
  typed.length >= LEAST_OF_ID && person.startsWith(typed.toLowerCase());

function severalMembers(
  found: readonly Nameable[],
  members: readonly Nameable[],
  name: string,
  organisations: readonly Organisation[],
): UserError {
  const each = found
    .slice(0, MOST_NAMESAKES)
    .map(
      (member) => `${shortPerson(member.person, members)} (${aboutMember(member, organisations)})`,
    );
  const more = found.length - each.length;
  return new UserError(
    `${found.length} members are called '${shortened(name, MOST_ECHO)}'. Type the id of one: ${listed(each, 'or')}${more > 0 ? ` and ${more} more` : ''}.`,
    { problem: 'ambiguous_member' },
  );
}

/** `Ben, reader, ACLU, Slack`. */
const aboutMember = (
  { name, role, accounts = [], organisation }: Nameable,
  organisations: readonly Organisation[],
): string =>
  [
    ...(name ? [shortened(name, MOST_ECHO)] : []),
    role ?? 'not a member any more',
    ...organisations.filter(({ id }) => id === organisation).map(({ short }) => short),
    ...new Set(accounts.map(({ platform }) => platformWords(platform))),
  ].join(', ');
