import type { Act } from '../../src/core/audit.ts';
import { UserError } from '../../src/core/errors.ts';
import { bySoonest, ownDate, ownDateWords, sameDate } from '../../src/core/own-dates.ts';
import {
  type OwnDate,
  type OwnDeadline,
  type OwnDeadlineStore,
  type OwnDeadlineValues,
  ownVersionKey,
  sees,
  type Visibility,
} from '../../src/core/own-deadlines.ts';
import { ownDeadlines } from '../coalition-schema.ts';
import { type Database, present } from '../database.ts';
import { and, eq, gt, gte, isNull, lt, lte, or } from '../drizzle.ts';
import { waiting } from '../outbox/rows.ts';
import { outbox } from '../schema.ts';
import { newShortId } from '../short-id.ts';
import { type Tenant, tenant } from '../tenancy.ts';

/** Of an id, while there is room. */
const ID_LENGTH = 4;
/** How long it is kept that a deadline was dropped: two years, and as long as the keys of its notices. */
const KEPT_MS = 2 * 366 * 24 * 60 * 60_000;

/** Answers the port of `src/core/own-deadlines.ts`. */
export function createOwnDeadlineStore(db: Database, newId = newShortId): OwnDeadlineStore {
  /** What a coalition's rows go through in one transaction. */
  const within = <Result>(coalition: string, work: (mine: Tenant) => Result): Result =>
    db.transaction((tx) => work(tenant(tx, coalition)), { behavior: 'immediate' });

  return {
    async add(coalition, values, act) {
      return within(coalition, (mine) => {
        refuseTwin(mine, values, act);
        const id = newId(ID_LENGTH, (taken) =>
          Boolean(mine.row(ownDeadlines, eq(ownDeadlines.id, taken))),
        );
        mine.add(ownDeadlines, { ...newRow(values), id, createdAt: act.at });
        mine.log(act, { action: 'deadline.added', subject: id, after: told(values, values) });
        return existing(mine, id);
      });
    },

    async get(coalition, id) {
      const row = tenant(db, coalition).row(ownDeadlines, eq(ownDeadlines.id, id));
      return row && deadlineOf(row);
    },

    async open(coalition) {
      return tenant(db, coalition)
        .rows(ownDeadlines, isNull(ownDeadlines.droppedAt))
        .map(deadlineOf)
        .toSorted(soonest);
    },

    async edit(coalition, id, changes, act) {
      return within(coalition, (mine) => {
        const before = existing(mine, id);
        const names = Object.keys(changes);
        if (names.length === 0) return before;
        // What waits was written for those who could see it then.
        if (changes.visibility) cancelWaiting(mine, before, act.at);
        mine.change(ownDeadlines, changes, eq(ownDeadlines.id, id));
        const after = existing(mine, id);
        mine.log(act, {
          action: 'deadline.edited',
          subject: id,
          before: told(before, after, names),
          after: told(after, before, names),
        });
        return after;
      });
    },

    async move(coalition, id, { before: comesBefore, ...date }, act) {
      return within(coalition, (mine) => {
        const old = existing(mine, id);
        cancelWaiting(mine, old, act.at);
        mine.change(
          ownDeadlines,
          {
            ...dateColumns(date),
            ...(comesBefore && { before: comesBefore }),
            dateVersion: old.dateVersion + 1,
            movedFrom: partsOf(old),
            movedAt: act.at,
          },
          eq(ownDeadlines.id, id),
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
      });
    },

    async drop(coalition, id, act) {
      return within(coalition, (mine) => {
        const old = existing(mine, id);
        cancelWaiting(mine, old, act.at);
        mine.change(ownDeadlines, { droppedAt: act.at }, eq(ownDeadlines.id, id));
        mine.log(act, { action: 'deadline.dropped', subject: id, before: told(old, old) });
        return { ...old, droppedAt: act.at };
      });
    },

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

/** Ids repeat from coalition to coalition. */
const soonest = (a: OwnDeadline, b: OwnDeadline): number =>
  bySoonest(a, b) || a.createdAt - b.createdAt || a.id.localeCompare(b.id);

/** Throws UserError where there is none of the id, or it was dropped. */
function existing(mine: Tenant, id: string): OwnDeadline {
  const row = mine.row(ownDeadlines, and(eq(ownDeadlines.id, id), isNull(ownDeadlines.droppedAt)));
  if (row) return deadlineOf(row);
  throw new UserError(`There is no deadline '${id}' in your coalition.`, {
    problem: 'unknown_deadline',
  });
}

/** Added twice by accident. One that who adds it may not see is not told of: there are then two. */
function refuseTwin(
  mine: Tenant,
  values: OwnDeadlineValues,
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
    .find((other) => sameDate(other, values) && sees({ person, organisations }, other.visibility));
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

const partsOf = ({ date, time, zone }: OwnDate): OwnDate => ({
  date,
  ...(time !== undefined && { time }),
  ...(zone !== undefined && { zone }),
});

const dateColumns = (date: OwnDate) => ({
  date: date.date,
  time: date.time ?? null,
  zone: date.zone ?? null,
  firstDay: ownDate(date).first,
});

export const newRow = ({ place, account, before, ...values }: OwnDeadlineValues) => ({
  ...values,
  ...dateColumns(values),
  before: before ?? null,
  dateVersion: 1,
  platform: place.platform,
  workspace: place.workspace,
  accountPlatform: account.platform,
  accountWorkspace: account.workspace,
  account: account.id,
});

export function deadlineOf(row: typeof ownDeadlines.$inferSelect): OwnDeadline {
  const { platform, workspace, accountPlatform, accountWorkspace, account, firstDay, ...rest } =
    present(row);
  return {
    ...rest,
    place: { platform, workspace },
    account: { platform: accountPlatform, workspace: accountWorkspace, id: account },
  };
}
