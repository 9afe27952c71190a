import type { SQL } from 'drizzle-orm';
import type { Action } from '../../src/core/coalition/audit.ts';
import { audit, organisations } from '../coalition-schema.ts';
import { giveOver } from '../coalitions/moving.ts';
import type { Transaction } from '../database.ts';
import { eq, or, sql } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';
import { freeId, type OrganisationIds } from './organisations.ts';

type Line = typeof audit.$inferSelect;

/**
 * Gives a coalition's log to the one that it joins, but for the lines that name
 * an organisation otherwise there: a line is never changed, and goes with its
 * coalition only. Answers those as they are to be written, under their numbers,
 * once the coalition is gone. What both logs have of a request is not there twice.
 */
export function joinLog(
  tx: Transaction,
  way: { readonly from: string; readonly to: string },
  ids: OrganisationIds,
): readonly Line[] {
  const theirs = tenant(tx, way.from);
  const names = namesThen(tx, way, ids);
  const kept = theirs.rows(audit, or(isOfRequest, naming([...names.keys()])));
  const left = JSON.stringify(kept.map(({ seq }) => seq));
  giveOver(tx, audit, way, sql`${audit.seq} not in (select value from json_each(${left}))`);
  const known = new Set(tenant(tx, way.to).rows(audit, isOfRequest).map(lineKey));
  return kept
    .filter((line) => !(line.action.startsWith('request.') && known.has(lineKey(line))))
    .map((line) => renamed(line, names));
}

/** Writes lines that `joinLog` held back, where they stood in the order of the log. */
export function addLines(tx: Transaction, coalition: string, lines: readonly Line[]): void {
  for (const { coalition: _, ...line } of lines) tenant(tx, coalition).add(audit, line);
}

const isOfRequest = sql`instr(${audit.action}, 'request.') = 1`;

/** Written in one transaction, for the same act. */
const lineKey = ({ action, subject, at }: Line): string => `${action}/${subject}/${at}`;

/**
 * Ids of organisations that are others now; also of those that were dropped,
 * where the host has another of that id.
 */
function namesThen(
  tx: Transaction,
  { from, to }: { readonly from: string; readonly to: string },
  ids: OrganisationIds,
): OrganisationIds {
  const changed = [...ids].filter(([old, now]) => old !== now);
  const taken = new Set([
    ...ids.keys(),
    ...tenant(tx, to)
      .rows(organisations)
      .map(({ id }) => id),
  ]);
  const wasDropped = eq(audit.action, 'organisation.dropped' satisfies Action);
  const dropped = new Set(
    tenant(tx, from)
      .rows(audit, wasDropped)
      .map(({ subject }) => subject),
  );
  for (const old of dropped) {
    if (ids.has(old) || !taken.has(old)) continue;
    const now = freeId(old, taken);
    taken.add(now);
    changed.push([old, now]);
  }
  return new Map(changed);
}

/** Lines that may name one of these; JSON has them in quotes. */
function naming(names: readonly string[]): SQL | undefined {
  if (names.length === 0) return undefined;
  const said = sql`coalesce(${audit.before}, '') || coalesce(${audit.after}, '')`;
  return sql`exists (select 1 from json_each(${JSON.stringify(names)}) as named
    where named.value in (coalesce(${audit.organisation}, ''), ${audit.subject})
    or instr(${said}, json_quote(named.value)) > 0)`;
}

function renamed(line: Line, names: OrganisationIds): Line {
  const { organisation, action, subject, before, after } = line;
  const now = (id: string): string => names.get(id) ?? id;
  return {
    ...line,
    organisation: organisation === null ? null : now(organisation),
    subject: action.startsWith('organisation.') ? now(subject) : subject,
    before: before && said(before, now),
    after: after && said(after, now),
  };
}

/** What is said before and after has organisations as `organisation`, and several as `organisations`. */
function said(object: object, now: (id: string) => string): object {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]: [string, unknown]) => {
      if (name === 'organisation' && typeof value === 'string') return [name, now(value)];
      if (name === 'organisations' && Array.isArray(value))
        return [name, value.map((id: unknown) => (typeof id === 'string' ? now(id) : id))];
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [name, isObject ? said(value, now) : value];
    }),
  );
}
