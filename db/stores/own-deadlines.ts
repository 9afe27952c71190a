import type { Act } from '../../src/core/coalition/audit.ts';
import { UserError } from '../../src/core/errors.ts';
import { bySoonest, ownDateWords, sameDate } from '../../src/core/own/dates.ts';
import {
  type OwnDate,
  type OwnDeadline,
  type OwnDeadlineChanges,
  type OwnDeadlineStore,
  type OwnDeadlineValues,
  ownVersionKey,
  sees,
  type Visibility,
} from '../../src/core/own/deadlines.ts';
import { ownDeadlines } from '../coalition-schema.ts';
import type { Database } from '../database.ts';
import { and, eq, gt, gte, isNull, lt, lte, or } from '../drizzle.ts';
import { plannedThrough } from '../outbox/mark.ts';
import { waiting } from '../outbox/rows.ts';
import { dateColumns, deadlineOf, ID_LENGTH, newRow } from '../own-deadlines/rows.ts';
import { nextVersion } from '../own-deadlines/versions.ts';
import { outbox } from '../schema.ts';
import { newShortId } from '../short-id.ts';
import { changeIn, type Tenant, tenant } from '../tenancy.ts';

/** How long it is kept that a deadline was dropped: two years, and as long as the keys of its notices. */
const KEPT_MS = 2 * 366 * 24 * 60 * 60_000;

/** Answers the port of `src/core/own/deadlines.ts`. */
export function createOwnDeadlineStore(db: Database, newId = newShortId): OwnDeadlineStore {
  return {
    async add(coalition, values, act) {
      return changeIn(db, coalition, (mine) => add(mine, values, act, newId));
    },

    async get(coalition, id) {
      const row = tenant(db, coalition).row(ownDeadlines, is(id));
      return row && deadlineOf(row);
    },

    async open(coalition) {
      return tenant(db, coalition)
        .rows(ownDeadlines, isNull(ownDeadlines.droppedAt))
        .map(deadlineOf)
        .toSorted(soonest);
    },

    async edit(coalition, id, changes, act) {
      return changeIn(db, coalition, (mine) => edit(mine, id, changes, act, plannedThrough(db)));
    },

    async move(coalition, id, to, act) {
      return changeIn(db, coalition, (mine) => move(mine, id, to, act, plannedThrough(db)));
    },

    async drop(coalition, id, act) {
      return changeIn(db, coalition, (mine) => drop(mine, id, act));
    },

    // The machine room: what the scheduler asks, of all coalitions at once.
    async falling(from, to) {
      return db
        .select()
        .from(ownDeadlines)
        .where(
          and(
            gte(ownDeadlines.firstDay, from),
            lte(ownDeadlines.firstDay, to),
            isNull(ownDeadlines.droppedAt),
          ),
        )
        .all()
        .map(deadlineOf)
        .toSorted(soonest);
    },

    async changed(from, to) {
      return db
        .select()
        .from(ownDeadlines)
        .where(
          or(
            and(gt(ownDeadlines.movedAt, from), lte(ownDeadlines.movedAt, to)),
            and(gt(ownDeadlines.droppedAt, from), lte(ownDeadlines.droppedAt, to)),
          ),
        )
        .all()
        .map(deadlineOf)
        .toSorted(soonest);
    },

    async prune(now) {
      db.delete(ownDeadlines)
        .where(lt(ownDeadlines.droppedAt, now - KEPT_MS))
        .run();
    },
  };
}

const is = (id: string) => eq(ownDeadlines.id, id);

function add(
  mine: Tenant,
  values: OwnDeadlineValues,
  act: Act,
  newId: typeof newShortId,
): OwnDeadline {
  refuseTwin(mine, values, act);
  const id = newId(ID_LENGTH, (taken) => mine.count(ownDeadlines, is(taken)) > 0);
  mine.add(ownDeadlines, { ...newRow(values), id, createdAt: act.at });
  mine.log(act, { action: 'deadline.added', subject: id, after: told(values, values) });
  return existing(mine, id);
}

function edit(
  mine: Tenant,
  id: string,
  changes: OwnDeadlineChanges,
  act: Act,
  planned: number | undefined,
): OwnDeadline {
  const before = existing(mine, id);
  const names = Object.keys(changes);
  if (names.length === 0) return before;
  const { title = before.title, subject = before.subject } = changes;
  if (title !== before.title || subject !== before.subject)
    refuseTwin(mine, { ...before, title, subject }, act);
  const readdressed = changes.visibility !== undefined || subject !== before.subject;
  // What waits was written for those who heard of it then.
  if (readdressed) cancelWaiting(mine, before, act.at);
  const version = readdressed ? nextVersion(before, { at: act.at, readdressed, planned }) : {};
  mine.change(ownDeadlines, { ...changes, ...version }, is(id));
  const after = existing(mine, id);
  mine.log(act, {
    action: 'deadline.edited',
    subject: id,
    before: told(before, after, names),
    after: told(after, before, names),
  });
  return after;
}

function move(
  mine: Tenant,
  id: string,
  { before: comesBefore, ...date }: OwnDate & Pick<OwnDeadline, 'before'>,
  act: Act,
  planned: number | undefined,
): OwnDeadline {
  const old = existing(mine, id);
  refuseTwin(mine, { id, title: old.title, subject: old.subject, ...date }, act);
  cancelWaiting(mine, old, act.at);
  mine.change(
    ownDeadlines,
    {
      ...dateColumns(date),
      ...(comesBefore && { before: comesBefore }),
      ...nextVersion(old, { at: act.at, readdressed: false, planned }),
    },
    is(id),
  );
  const moved = existing(mine, id);
  const parts = ['date', 'time', 'zone'];
  mine.log(act, {
    action: 'deadline.moved',
    subject: id,
    before: told(old, moved, parts),
    after: told(moved, old, parts),
  });
  return moved;
}

function drop(mine: Tenant, id: string, act: Act): OwnDeadline {
  const old = existing(mine, id);
  cancelWaiting(mine, old, act.at);
  mine.change(ownDeadlines, { droppedAt: act.at }, is(id));
  mine.log(act, { action: 'deadline.dropped', subject: id, before: told(old, old) });
  return { ...old, droppedAt: act.at };
}

/** Ids repeat from coalition to coalition. */
const soonest = (a: OwnDeadline, b: OwnDeadline): number =>
  bySoonest(a, b) || a.createdAt - b.createdAt || a.id.localeCompare(b.id);

/** Throws UserError where there is none of the id, or it was dropped. */
function existing(mine: Tenant, id: string): OwnDeadline {
  const row = mine.row(ownDeadlines, and(is(id), isNull(ownDeadlines.droppedAt)));
  if (row) return deadlineOf(row);
  throw new UserError(`There is no deadline '${id}' in your coalition.`, {
    problem: 'unknown_deadline',
  });
}

/** The same twice by accident, of which `id` is one. What the actor may not see is not told of: there are then two. */
function refuseTwin(
  mine: Tenant,
  values: Pick<OwnDeadline, 'title' | 'subject'> & OwnDate & { readonly id?: string },
  { person, organisation }: Pick<Act, 'person' | 'organisation'>,
): void {
  const organisations = organisation === undefined ? [] : [organisation];
  const twin = mine
    .rows(
      ownDeadlines,
      and(
        eq(ownDeadlines.title, values.title),
        eq(ownDeadlines.subject, values.subject),
        isNull(ownDeadlines.droppedAt),
      ),
    )
    .map(deadlineOf)
    .find(
      (other) =>
        other.id !== values.id &&
        sameDate(other, values) &&
        sees({ person, organisations }, other.visibility),
    );
  if (!twin) return;
  throw new UserError(
    `There is a deadline '${twin.title}' on ${ownDateWords(twin)} already: ${twin.id}. Give this one another title, or change that one.`,
    { problem: 'deadline_exists' },
  );
}

/** Also what is being sent: should that fail, it is not tried again. */
function cancelWaiting(mine: Tenant, old: OwnDeadline, at: number): void {
  mine.change(
    outbox,
    { status: 'cancelled', leaseUntil: null, settledAt: at },
    and(waiting, eq(outbox.deadline, ownVersionKey(old))),
  );
}

const TOLD: readonly (keyof OwnDeadlineValues)[] = [
  'title',
  'kind',
  'subject',
  'date',
  'time',
  'zone',
  'before',
  'visibility',
];

/**
 * What the log says of it. All coordinators read the log: of what is not for the
 * whole coalition, before or after, it has only who may see it.
 */
function told(
  values: OwnDeadlineValues,
  other: { readonly visibility: Visibility },
  names: readonly string[] = TOLD,
): object {
  const open = values.visibility.to === 'coalition' && other.visibility.to === 'coalition';
  const said = TOLD.filter((name) => names.includes(name) && (open || name === 'visibility'));
  return Object.fromEntries(
    said.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}
