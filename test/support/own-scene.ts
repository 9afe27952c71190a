import type { Stores } from '../../db/open.ts';
import type { Caller } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { edtf } from '../../src/core/dates/edtf.ts';
import { silentLog } from '../../src/core/log.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import type { Deadline, Mechanism } from '../../src/core/record/standing.ts';
import type { Reply } from '../../src/core/reply.ts';
import { createRouter } from '../../src/router.ts';
import {
  act,
  coreOf,
  founded,
  joined,
  openStores,
  SLACK_PLACE,
  slackAccount,
  type TestCore,
} from './coalition.ts';
import { fact } from './facts.ts';
import { caller } from './house.ts';
import { smallMechanism } from './mechanism.ts';

/** The national report of Peru, due on 15 Feb 2027. */
export const officialReport = (over: Partial<Deadline> = {}): Deadline => ({
  id: 'upr/4/PER/national-report',
  dateVersion: 'per-due@1',
  state: 'PER',
  session: null,
  what: 'National report',
  date: edtf('2027-02-15'),
  fact: fact({ kind: 'report_due', date: '2027-02-15' }),
  ...over,
});

/** Where people ask in a scene, by account: each is in the Slack workspace T1. */
export interface Scene {
  readonly stores: Stores;
  readonly core: TestCore;
  readonly coalition: string;
  /** The person of an account: `ada` coordinates; `ben` and `eve` are editors for ACLU and HRW; `rea` reads. */
  readonly people: Readonly<Record<'ada' | 'ben' | 'eve' | 'rea', string>>;
  /** Asks as a person would type it. */
  ask(account: string, text: string, over?: Partial<Caller>): Promise<Reply>;
  /** The open own deadlines as they are kept. */
  kept(): Promise<readonly OwnDeadline[]>;
}

/** A coalition of two organisations at noon on 22 Nov 2026, with these official deadlines. */
export async function ownScene(
  over: Partial<Core> & {
    readonly officials?: readonly Deadline[];
    readonly stores?: Stores;
  } = {},
): Promise<Scene> {
  const { officials = [], stores = openStores(), ...parts } = over;
  const { coalition, coordinator } = await founded(stores, SLACK_PLACE, slackAccount('ada'));
  const people = {
    ada: coordinator,
    ben: await joined(stores, coalition, slackAccount('ben'), 'editor'),
    eve: await joined(stores, coalition, slackAccount('eve'), 'editor'),
    rea: await joined(stores, coalition, slackAccount('rea')),
  };
  for (const [short, name, person] of [
    ['ACLU', 'American Civil Liberties Union', people.ben],
    ['HRW', 'Human Rights Watch', people.eve],
  ] as const) {
    const by = act({ where: { ...SLACK_PLACE, channel: 'C1' } });
    const { id } = await stores.organisations.add(
      coalition,
      { short, name, languages: ['en'] },
      by,
    );
    await stores.organisations.setDelegate(coalition, person, id, by);
  }
  const core = coreOf(stores, {
    mechanism: { ...smallMechanism, deadlines: () => officials, session: sessionOf },
    ...parts,
  });
  const desk = createRouter({ core: () => core, log: silentLog, newReference: () => '7F3A' });
  return {
    stores,
    core,
    coalition,
    people,
    ask: async (account, text, callerOver = {}) =>
      desk.answer(
        { text },
        caller({ account: slackAccount(account), mayManage: false, ...callerOver }),
      ),
    kept: async () => stores.deadlines.open(coalition),
  };
}

/** The record of a scene has one session. */
const sessionOf: Mechanism['session'] = (_record, number) =>
  number === 54
    ? { subject: 'upr/s54', number, date: edtf('2027-01/2027-02'), fact: fact({ kind: 'opening' }) }
    : undefined;
