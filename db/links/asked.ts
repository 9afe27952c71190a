import type { AskedOfOthers } from '../../src/core/coalition/links.ts';
import { coalitions, requests } from '../coalition-schema.ts';
import type { Reader } from '../database.ts';
import { asc, eq, sql } from '../drizzle.ts';
import { requestOf } from './requests.ts';

/** Rows that a coalition asked of others: they are owned by those, who decide. */
export const isAskedBy = (coalition: string) =>
  sql`json_extract(${requests.joining}, '$.coalition') = ${coalition}`;

/** Answers the port's `asked`. */
export const askedBy = (db: Reader, coalition: string): readonly AskedOfOthers[] =>
  db
    .select({ request: requests, host: coalitions.name })
    .from(requests)
    .innerJoin(coalitions, eq(coalitions.id, requests.coalition))
    .where(isAskedBy(coalition))
    .orderBy(asc(requests.createdAt), asc(requests.id))
    .all()
    .map(({ request, host }) => ({ ...requestOf(request), host }));
