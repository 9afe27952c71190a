import { ownDate } from '../../src/core/own/dates.ts';
import type { OwnDate, OwnDeadline, OwnDeadlineValues } from '../../src/core/own/deadlines.ts';
import type { ownDeadlines } from '../coalition-schema.ts';
import { present } from '../database.ts';

/** Of an id, while there is room. */
export const ID_LENGTH = 4;

/** The parts of a date as they were given, without what the deadline says beside. */
export const partsOf = ({ date, time, zone }: OwnDate): OwnDate => ({
  date,
  ...(time !== undefined && { time }),
  ...(zone !== undefined && { zone }),
});

export const dateColumns = (date: OwnDate) => ({
  date: date.date,
  time: date.time ?? null,
  zone: date.zone ?? null,
  firstDay: ownDate(date).first,
});

/** A deadline as it is first kept, but for its id and instant. */
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
