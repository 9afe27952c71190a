import type { Caller } from '../../src/core/command.ts';
import { genevaInstant } from '../../src/core/edtf.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Reply } from '../../src/core/reply.ts';
import { type House, openHouse } from '../../src/house.ts';

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

export const SOMEONE: Caller = {
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  person: 'U1',
  mayManage: true,
};

/** Asks as a person would type it. */
export const ask = async (house: House, text: string): Promise<Reply> =>
  house.desk.answer({ text }, SOMEONE);
