import type { Core } from '../core.ts';
import type { Entry } from './audit.ts';
import { type LogNames, NAMELESS, OUTSIDER, PURGED, peopleIn } from './log-words.ts';
import { type Nameable, nameableCalled } from './lookup.ts';
import { memberWords } from './member-words.ts';
import type { Member } from './members.ts';
import type { Organisation } from './organisations.ts';
import type { Who } from './rights.ts';

/** Organisations that were dropped, looked through for a name. */
const MOST_DROPPED = 200;

/** What a coalition is made of now. */
interface Present {
  readonly members: readonly Member[];
  readonly organisations: readonly Organisation[];
}

/**
 * What the ids in lines of the log are called: who left still by name, who was
 * purged not; an organisation that was dropped as it was when it was.
 */
export async function logNames(
  core: Core,
  coalition: string,
  entries: readonly Entry[],
  { members, organisations }: Present,
): Promise<LogNames> {
  const called = await core.members.names(coalition, peopleIn(entries));
  const known = everKnown(members, called);
  const people = new Map(known.map((one) => [one.person, one]));
  const shorts = new Map(organisations.map(({ id, short }) => [id, short]));
  const isMissing = organisationsIn(entries).some((id) => !shorts.has(id));
  const dropped = isMissing ? await droppedNames(core, coalition) : new Map<string, string>();
  return {
    member(person) {
      const one = people.get(person);
      return one ? memberWords(one, known) : (called.get(person) ?? PURGED);
    },
    organisation: (id) => shorts.get(id) ?? `${dropped.get(id) ?? id}, which is gone`,
  };
}

/** Members, and who was one and has not been purged. */
function everKnown(
  members: readonly Member[],
  called: ReadonlyMap<string, string>,
): readonly Nameable[] {
  const present = new Set(members.map(({ person }) => person));
  const former = [...called]
    .filter(([person, name]) => !present.has(person) && name !== OUTSIDER)
    .map(([person, name]) => ({ person, ...(name !== NAMELESS && { name }) }));
  return [...members, ...former];
}

/**
 * Who is, or was, a member and is meant, and all who could have been: found as
 * `memberCalled` finds members. Throws as that does.
 */
export async function everMember(
  core: Core,
  who: Who,
  typed: string,
  members: readonly Member[],
): Promise<{ readonly person: string; readonly known: readonly Nameable[] }> {
  const known = everKnown(members, await core.members.names(who.coalition.id));
  const { person } = await nameableCalled(core, who, typed, known);
  return { person, known };
}

/** The ids of the organisations that lines name. */
const organisationsIn = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap(({ action, subject, organisation, before, after }) => [
    ...(organisation === undefined ? [] : [organisation]),
    ...(action === 'organisation.edited' ? [subject] : []),
    ...[before, after].flatMap(idsIn),
  ]);

/** `{ organisation: 'aclu' }`, `{ organisations: ['aclu'] }`: whatever else it holds. */
const idsIn = (said: object | undefined): readonly string[] =>
  Object.entries(said ?? {})
    .filter(([key]) => key === 'organisation' || key === 'organisations')
    .flatMap(([, value]: [string, unknown]) => value)
    .filter((id) => typeof id === 'string');

/** By id, the short name that each had when it was dropped; the last, where the id was given again. */
async function droppedNames({ audit }: Core, coalition: string): Promise<Map<string, string>> {
  const { entries } = await audit.page(
    coalition,
    { action: 'organisation.dropped' },
    { offset: 0, limit: MOST_DROPPED },
  );
  return new Map(
    entries
      .toReversed()
      .flatMap(({ subject, before }): [string, string][] =>
        before && 'short' in before && typeof before.short === 'string'
          ? [[subject, before.short]]
          : [],
      ),
  );
}
