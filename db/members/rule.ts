import { UserError } from '../../src/core/errors.ts';
import { accounts, members, places } from '../coalition-schema.ts';
import { and, eq, ne, sql } from '../drizzle.ts';
import type { Tenant } from '../tenancy.ts';
import { stillIn } from './rows.ts';

/** Whether somebody else coordinates, from a platform that the coalition is on: whoever holds the database does not count. */
export const isCoordinatedWithout = (mine: Tenant, person: string): boolean =>
  mine.count(
    members,
    and(eq(members.role, 'coordinator'), ne(members.person, person), isWithinReach),
  ) > 0;

const isWithinReach = sql`exists (select 1 from ${accounts}, ${places}
  where ${accounts.person} = ${members.person}
    and ${places.platform} = ${accounts.platform}
    and ${places.coalition} = ${members.coalition})`;

/** Whether anybody else is a member. */
export const hasOthers = (mine: Tenant, person: string): boolean =>
  mine.count(members, and(stillIn, ne(members.person, person))) > 0;

/** `whose`: whose coalition it is, as the sentence names it. */
export const lastCoordinator = (whose = 'your coalition'): UserError =>
  new UserError(
    `Nobody else coordinates ${whose}: without this coordinator nobody could change who may do what. Make another member coordinator first.`,
    { problem: 'last_coordinator' },
  );
