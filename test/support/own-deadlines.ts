import type { OwnDeadline, OwnDeadlineValues, Visibility } from '../../src/core/own/deadlines.ts';
import { NOON, slackAccount } from './coalition.ts';
import { COALITION } from './following.ts';

/** A drafting deadline on Peru, for all, on a day without an hour. */
export const ownValues = (over: Partial<OwnDeadlineValues> = {}): OwnDeadlineValues => ({
  title: 'First draft',
  kind: 'drafting',
  subject: 'state/PER',
  date: '2026-12-15',
  visibility: { to: 'coalition' },
  place: { platform: 'slack', workspace: 'T1' },
  createdBy: 'ada',
  account: slackAccount('U1'),
  ...over,
});

/** The same as it comes out of the store. */
export const ownDeadline = (over: Partial<OwnDeadline> = {}): OwnDeadline => ({
  ...ownValues(),
  coalition: COALITION,
  id: 'd7k2',
  dateVersion: 1,
  createdAt: NOON,
  ...over,
});

export const forOrganisations = (...organisations: readonly string[]): Visibility => ({
  to: 'organisations',
  organisations,
});

export const forPerson = (person: string): Visibility => ({ to: 'person', person });
