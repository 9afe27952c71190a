import type { Act } from '../../src/core/coalition/audit.ts';
import type { Request } from '../../src/core/coalition/links.ts';
import type {
  Organisation,
  OrganisationStore,
  OrganisationValues,
} from '../../src/core/coalition/organisations.ts';
import { UserError } from '../../src/core/errors.ts';
import { fold, foldedName } from '../../src/core/words/spelling.ts';
import { channels, members, organisations, ownDeadlines, requests } from '../coalition-schema.ts';
import { isAt } from '../coalitions/lying-in.ts';
import { type Database, present } from '../database.ts';
import { and, asc, eq, inArray, isNull, ne, or } from '../drizzle.ts';
import { endRequests } from '../links/requests.ts';
import { isPerson, memberRow } from '../members/rows.ts';
import { changeIn, type Tenant, tenant } from '../tenancy.ts';

type Row = typeof organisations.$inferSelect;
type Changes = Parameters<OrganisationStore['edit']>[2];

/** Answers the port of `src/core/coalition/organisations.ts`. */
export function createOrganisationStore(db: Database): OrganisationStore {
  return {
    async organisations(coalition) {
      return tenant(db, coalition)
        .rows(organisations, undefined, asc(organisations.shortFolded))
        .map(organisationOf);
    },

    async organisation(coalition, id) {
      const row = tenant(db, coalition).row(organisations, is(id));
      return row && organisationOf(row);
    },

    async add(coalition, values, act) {
      return changeIn(db, coalition, (mine) => add(mine, values, act));
    },

    async edit(coalition, id, changes, act) {
      return changeIn(db, coalition, (mine) => edit(mine, id, changes, act));
    },

    async drop(coalition, id, act) {
      return changeIn(db, coalition, (mine) => drop(mine, id, act));
    },

    async setDelegate(coalition, person, organisation, act) {
      changeIn(db, coalition, (mine) => setDelegate(mine, person, organisation, act));
    },
  };
}

const is = (id: string) => eq(organisations.id, id);

function add(mine: Tenant, { short, name, languages, ecosoc }: OrganisationValues, act: Act) {
  refuseTaken(mine, { short, name });
  const id = freeId(mine, short);
  const values = { short, name, languages, ...(ecosoc !== undefined && { ecosoc }) };
  const { platform, workspace } = act.where ?? { platform: '', workspace: '' };
  mine.add(organisations, {
    id,
    ...values,
    ...folded({ short, name }),
    platform,
    workspace,
    createdAt: act.at,
  });
  mine.log(act, { action: 'organisation.added', subject: id, after: values });
  return { id, ...values, createdAt: act.at };
}

function edit(mine: Tenant, id: string, changes: Changes, act: Act): Organisation {
  const row = rowOf(mine, id);
  const before = organisationOf(row);
  const { short = row.short, name = row.name, languages = row.languages } = changes;
  const ecosoc = changes.ecosoc === undefined ? row.ecosoc : changes.ecosoc;
  refuseTaken(mine, { short, name }, id);
  const values = { short, name, languages, ecosoc };
  const { id: _, createdAt: __, ...old } = { ecosoc: null, ...before };
  const names = (Object.keys(values) as (keyof typeof values)[]).filter(
    (key) => JSON.stringify(values[key]) !== JSON.stringify(old[key]),
  );
  if (names.length > 0) {
    mine.change(organisations, { ...values, ...folded({ short, name }) }, is(id));
    mine.log(act, {
      action: 'organisation.edited',
      subject: id,
      before: Object.fromEntries(names.map((key) => [key, old[key]])),
      after: Object.fromEntries(names.map((key) => [key, values[key]])),
    });
  }
  return { ...present({ short, name, languages, ecosoc }), id, createdAt: row.createdAt };
}

function drop(mine: Tenant, id: string, act: Act): readonly Request[] {
  const { short, name } = rowOf(mine, id);
  const shared = mine
    .rows(ownDeadlines, isNull(ownDeadlines.droppedAt))
    .flatMap((row) =>
      row.visibility.to === 'organisations' && row.visibility.organisations.includes(id)
        ? [{ id: row.id, others: without(row.visibility.organisations, id) }]
        : [],
    );
  const alone = shared.filter(({ others }) => others.length === 0);
  if (alone.length > 0) throw inUse(short, alone.length);
  // The id may be given again: nothing of this one is to be seen by the next.
  for (const { id: deadline, others } of shared)
    mine.change(
      ownDeadlines,
      { visibility: { to: 'organisations', organisations: others } },
      eq(ownDeadlines.id, deadline),
    );
  for (const row of mine.rows(channels).filter((one) => one.organisations.includes(id)))
    mine.change(channels, { organisations: without(row.organisations, id) }, isAt(channels, row));
  const delegates = mine.rows(members, eq(members.organisation, id)).map(({ person }) => person);
  mine.change(members, { organisation: null }, eq(members.organisation, id));
  const toSpeak = and(eq(requests.kind, 'speak'), eq(requests.organisation, id));
  const ended = endRequests(mine, 'organisation_dropped', toSpeak, act.at);
  mine.remove(organisations, is(id));
  mine.log(act, {
    action: 'organisation.dropped',
    subject: id,
    before: { short, name, delegates, deadlines: shared.map((one) => one.id) },
  });
  return ended;
}

function setDelegate(mine: Tenant, person: string, id: string | undefined, act: Act): void {
  const row = memberRow(mine, person);
  if (id !== undefined) rowOf(mine, id);
  if (row.organisation === (id ?? null)) return;
  mine.change(members, { organisation: id ?? null }, isPerson(person));
  // What was asked before would undo this when somebody confirms it later.
  mine.change(requests, { status: 'withdrawn' }, and(asksToSpeak, eq(requests.person, person)));
  mine.log(act, {
    action: id === undefined ? 'delegate.ended' : 'delegate.confirmed',
    subject: person,
    ...(row.organisation !== null && { before: { organisation: row.organisation } }),
    ...(id !== undefined && { after: { organisation: id } }),
  });
}

const asksToSpeak = and(eq(requests.kind, 'speak'), eq(requests.status, 'waiting'));

function rowOf(mine: Tenant, id: string): Row {
  const row = mine.row(organisations, is(id));
  if (row) return row;
  throw new UserError(`There is no organisation '${id}' in your coalition.`, {
    problem: 'unknown_organisation',
  });
}

/** A name that one goes by is no name for another, short or full. */
function refuseTaken(
  mine: Tenant,
  { short, name }: Pick<Organisation, 'short' | 'name'>,
  but?: string,
): void {
  const { shortFolded, nameFolded } = folded({ short, name });
  const wanted = [shortFolded, nameFolded];
  const taken = mine.row(
    organisations,
    and(
      or(inArray(organisations.shortFolded, wanted), inArray(organisations.nameFolded, wanted)),
      but === undefined ? undefined : ne(organisations.id, but),
    ),
  );
  if (!taken) return;
  const typed = [taken.shortFolded, taken.nameFolded].includes(shortFolded) ? short : name;
  throw new UserError(
    `There is an organisation '${typed}' in your coalition already: ${taken.short}, ${taken.name}. Short and full names are used once, whatever their case and accents.`,
    { problem: 'organisation_exists' },
  );
}

/** `aclu`, or `aclu-2` where another that was renamed since had it first. */
function freeId(mine: Tenant, short: string): string {
  const wanted = fold(short).replaceAll(' ', '-') || 'organisation';
  const used = new Set(mine.rows(organisations).map(({ id }) => id));
  if (!used.has(wanted)) return wanted;
  let number = 2;
  while (used.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

export const folded = ({ short, name }: Pick<Organisation, 'short' | 'name'>) => ({
  shortFolded: foldedName(short),
  nameFolded: foldedName(name),
});

const without = (ids: readonly string[], id: string): readonly string[] =>
  ids.filter((one) => one !== id);

/** Not which: who drops an organisation need not speak for it, and then sees none of them. */
const inUse = (short: string, alone: number): UserError =>
  new UserError(
    `${short} cannot be dropped while ${alone === 1 ? '1 own deadline is' : `${alone} own deadlines are`} for it alone. Who speaks for it sees ${alone === 1 ? 'it' : 'them'}, and can drop ${alone === 1 ? 'it' : 'them'} or show ${alone === 1 ? 'it' : 'them'} to others first.`,
    { problem: 'organisation_in_use' },
  );

export function organisationOf(row: Row): Organisation {
  const { id, short, name, languages, ecosoc, createdAt } = row;
  return { id, short, name, languages, ...present({ ecosoc }), createdAt };
}
