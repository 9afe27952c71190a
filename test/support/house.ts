import type { Caller } from '../../src/core/command.ts';
import { genevaInstant } from '../../src/core/dates/edtf.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Reply } from '../../src/core/reply.ts';
import { type House, openHouse } from '../../src/house.ts';
import { slackAccount } from './coalition.ts';

/** The whole product without platforms, in memory, on a clock that stands still at 10:00 Geneva. */
export const houseOn = (day: string): Promise<House> =>
  openHouse(
    {
      databaseUrl: 'file::memory:',
      port: 0,
      root: '/upr',
      clock: { startsAt: genevaInstant(day, '10:00'), speed: 0 },
    },
    silentLog,
  );

/** A member of the workspace T1 who may manage the channel C1. */
export const caller = (over: Partial<Caller> = {}): Caller => ({
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  placeName: 'Water Defenders',
  account: slackAccount('U1'),
  name: 'Ada',
  seat: 'member',
  mayManage: true,
  ...over,
});

export const SOMEONE: Caller = caller();

/** Asks as a person would type it. */
export const ask = async (house: House, text: string, person: Caller = SOMEONE): Promise<Reply> =>
  house.desk.answer({ text }, person);
