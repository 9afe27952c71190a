import { genevaInstant } from '../../src/core/dates/edtf.ts';
import type { Destination } from '../../src/core/destination.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, EVENTS, type Follow } from '../../src/core/follows.ts';
import type { Notice } from '../../src/core/notice.ts';
import {
  createRecord,
  type Fact,
  type PublicRecord,
  type State,
  type Statement,
} from '../../src/core/record/record.ts';
import { PERU } from './facts.ts';

/** `at('2025-11-07 09:00')`: an instant by Geneva clock time. */
export function at(words: string): number {
  const [day = '', time = ''] = words.split(' ');
  return genevaInstant(day, time);
}

/** Whose the follows and notices of these builders are. */
export const COALITION = '0c0a1171-0000-4000-8000-000000000001';

export const CHANNEL: Destination = { platform: 'slack', workspace: 'T1', channel: 'C1' };

export const place = (channel: string): Destination => ({ ...CHANNEL, channel });

/** Follows Peru since 2020 with everything as it is by default. */
export const following = (over: Partial<Follow> = {}): Follow => ({
  id: '0b5e1a3c-1111-4222-8333-444455556666',
  coalition: COALITION,
  destination: CHANNEL,
  subject: 'state/PER',
  events: EVENTS,
  ladder: DEFAULT_LADDER,
  time: DEFAULT_TIME,
  createdBy: 'U1',
  createdAt: at('2020-01-01 12:00'),
  ...over,
});

const CHAD: State = {
  ...PERU,
  code: 'TCD',
  iso2: 'TD',
  m49: '148',
  name: 'Chad',
  group: 'African',
};

export const OHCHR = {
  id: 'ohchr',
  publisher: 'OHCHR',
  url: 'https://www.ohchr.org/en/hr-bodies/upr',
  readOn: '2026-11-21',
  grade: 'official',
} as const;

export const statement = (over: Partial<Statement> = {}): Statement => ({
  id: 'per-2025-group-1',
  state: 'PER',
  date: '2025-11-07',
  organisations: ['A Rights Group'],
  title: 'On the review',
  kind: 'press release',
  addressedTo: [],
  summary: 'Says that the review matters.',
  topics: [],
  source: 'ohchr',
  confidence: 'confirmed',
  version: 1,
  recordedAt: 0,
  batch: 'bundle',
  ...over,
});

/** A record of Peru and Chad that holds these facts and statements. */
export const recordWith = (
  facts: readonly Fact[],
  statements: readonly Statement[] = [],
): PublicRecord => createRecord({ states: [PERU, CHAD], sources: [OHCHR], facts, statements });

export const notice = (over: Partial<Notice> = {}): Notice => ({
  key: 'slack/T1/C1|upr/4/PER/review@1|7',
  coalition: COALITION,
  destination: CHANNEL,
  kind: 'reminder',
  state: 'PER',
  dueOn: '2025-11-07',
  dueAt: at('2025-10-31 09:00'),
  reply: { title: 'In 7 days: review, Peru', tone: 'calm', audience: 'channel', blocks: [] },
  ...over,
});
