import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/core/coalition/coalition.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import type { Notice } from '../../src/core/notice.ts';
import { createHousekeeping } from '../../src/reminders/housekeeping.ts';
import {
  act,
  DISCORD_PLACE,
  founded,
  joined,
  NOON,
  openStores,
  slackAccount,
} from '../support/coalition.ts';
import { at, COALITION, following } from '../support/following.ts';
import { DAY_MS } from '../support/outbox.ts';

const slack = (id: string): Account => ({ platform: 'slack', workspace: 'T1', id });
const discord = (id: string): Account => ({ platform: 'discord', workspace: '', id });
const coordinator = (person: string, over: Partial<Member> = {}): Member => ({
  person,
  name: person,
  role: 'coordinator',
  place: { platform: 'slack', workspace: 'T1' },
  accounts: [slack(`U-${person}`)],
  joinedAt: 1,
  seenAt: at('2026-09-01 12:00'),
  ...over,
});

interface World {
  readonly members?: readonly Member[];
  readonly silent?: readonly Member[];
  readonly due?: readonly string[];
  readonly log?: Log;
  readonly fails?: 'links' | 'purge';
}

/** A house that writes down what is done in it. */
function keeping({ members = [], silent = [], due = [], log = silentLog, fails }: World) {
  const done: string[] = [];
  const entered: Notice[] = [];
  const waiting = [...due];
  const coalition = (id: string) => ({ id, name: 'Water Defenders', foundedAt: 0 });
  const place = { platform: 'slack', workspace: 'T1', coalition: COALITION, name: 'T1' } as const;
  const refused = async (): Promise<never> => Promise.reject(new Error('the database is busy'));
  const note = (what: string) => async () => void done.push(what);
  const { keep } = createHousekeeping({
    coalitions: {
      get: async (id) => coalition(id),
      places: async () => [{ ...place, kind: 'workspace', seeds: true, joinedAt: 0 }],
      purgeDue: async () => waiting.map(coalition),
      purge:
        fails === 'purge'
          ? refused
          : async (id) => void done.push(`purged ${waiting.splice(0, 1)} ${id}`),
    },
    members: {
      members: async () => members,
      silent: async (before) =>
        silent
          .filter(({ seenAt, person }) => seenAt < before && !done.includes(`named ${person}`))
          .map((member) => ({ coalition: COALITION, member })),
      named: async (_coalition, person) => void done.push(`named ${person}`),
    },
    links: { prune: fails === 'links' ? refused : note('links pruned') },
    deadlines: { prune: note('deadlines pruned') },
    outbox: {
      prune: note('outbox pruned'),
      enter: async (notices) => entered.push(...notices),
    },
    log,
    root: '/upr',
  });
  return {
    done,
    entered,
    keepAt: (...times: string[]) =>
      times.reduce(async (before, time) => {
        await before;
        await keep(at(time));
      }, Promise.resolve()),
  };
}

describe('keeping house', () => {
  it('prunes when Vigil starts, and once a day', async () => {
    const { done, keepAt } = keeping({});

    await keepAt('2026-11-22 23:58', '2026-11-22 23:59', '2026-11-23 00:00');

    const once = ['outbox pruned', 'links pruned', 'deadlines pruned'];
    expect(done).toEqual([...once, ...once]);
  });

  it('tries again at the next beat what failed, and only that', async () => {
    const errors: string[] = [];
    const log = { ...silentLog, error: (_: object, words: string) => void errors.push(words) };
    const { done, keepAt } = keeping({ fails: 'links', log });

    await keepAt('2026-11-22 12:00', '2026-11-22 12:01');

    expect(done).toEqual(['outbox pruned', 'deadlines pruned']);
    const words = 'codes and requests could not be pruned; the next beat tries again';
    expect(errors).toEqual([words, words]);
  });
});

describe('a coalition whose deletion is due', () => {
  it('is deleted at the next beat, not the next day', async () => {
    const { done, keepAt } = keeping({ due: [COALITION] });

    await keepAt('2026-11-22 12:00', '2026-11-22 12:01');

    expect(done.filter((what) => what.startsWith('purged'))).toEqual([
      `purged ${COALITION} ${COALITION}`,
    ]);
  });

  it('stands in the log by its id alone', async () => {
    const lines: unknown[] = [];
    const log = { ...silentLog, info: (...line: unknown[]) => void lines.push(line) };
    const { keepAt } = keeping({ due: [COALITION], log });

    await keepAt('2026-11-22 12:00');

    expect(lines).toEqual([
      [{ coalition: COALITION }, 'a coalition has been purged, as its coordinators asked'],
    ]);
  });

  it('keeps nothing else from being done where it fails', async () => {
    const { done, keepAt } = keeping({ due: [COALITION], fails: 'purge' });

    await keepAt('2026-11-22 12:00');

    expect(done).toContain('outbox pruned');
  });
});

describe('a coordinator who is silent', () => {
  const ada = coordinator('ada');
  const ben = coordinator('ben', { seenAt: at('2026-11-20 12:00') });
  const eve = coordinator('eve', { role: 'editor' });

  it('is named to each other coordinator after sixty days, once', async () => {
    const { entered, done, keepAt } = keeping({ members: [ada, ben, eve], silent: [ada] });

    await keepAt('2026-10-30 12:00', '2026-11-01 12:00', '2026-11-02 12:00');

    expect(done.filter((what) => what.startsWith('named'))).toEqual(['named ada']);
    expect(entered.map(({ key, destination }) => [key, destination.channel])).toEqual([
      [`silent/${COALITION}/ada@${ada.seenAt}/ben`, '@U-ben'],
    ]);
  });

  it('is named in plain words, with what can be done', async () => {
    const { entered, keepAt } = keeping({ members: [ada, ben], silent: [ada] });

    await keepAt('2026-11-01 12:00');

    expect(entered[0]?.reply).toEqual({
      title: 'A coordinator has not used Vigil for 60 days',
      tone: 'calm',
      audience: 'caller',
      blocks: [
        {
          kind: 'paragraph',
          text: [
            { strong: 'ada' },
            ', who coordinates Water Defenders with you, was last here on 1 Sep 2026.',
          ],
        },
        {
          kind: 'paragraph',
          text: [
            'Nothing changes by itself, and you are told this once. /upr-admin members lists the members and their roles.',
          ],
        },
      ],
    });
  });

  it('is named on the platform of the first place, to who has several accounts', async () => {
    const both = coordinator('ben', { accounts: [discord('42'), slack('U-ben')] });
    const away = coordinator('cem', { accounts: [discord('43')] });
    const { entered, keepAt } = keeping({ members: [ada, both, away], silent: [ada] });

    await keepAt('2026-11-01 12:00');

    expect(entered.map(({ destination }) => destination)).toEqual([
      { platform: 'slack', workspace: 'T1', channel: '@U-ben' },
      { platform: 'discord', workspace: 'dm', channel: '@43' },
    ]);
  });

  it('is not named in the log', async () => {
    const lines: unknown[] = [];
    const log = { ...silentLog, info: (...line: unknown[]) => void lines.push(line) };
    const { keepAt } = keeping({ members: [ada, ben], silent: [ada], log });

    await keepAt('2026-11-01 12:00');

    expect(lines).toEqual([
      [{ coalition: COALITION, told: 1 }, 'a silent coordinator is named to the others'],
    ]);
  });
});

describe('keeping house over a database', () => {
  it('names who is silent, deletes what is due, and leaves the rest as it is', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    await joined(stores, coalition, slackAccount('U2'), 'coordinator');
    const { coalition: leaving } = await founded(stores, DISCORD_PLACE, discord('42'), 'Leaving');
    await stores.follows.save(leaving, following({ coalition: leaving }), act());
    await stores.coalitions.setPurge(leaving, NOON + 7 * DAY_MS, act());
    const later = NOON + 61 * DAY_MS;
    const ben = (await stores.members.members(coalition)).find(({ name }) => name === 'U2');
    await stores.members.seen(coalition, ben?.person ?? '', 'Ben', later);
    const { keep } = createHousekeeping({ ...stores, log: silentLog, root: '/upr' });

    for (const at of [later, later + DAY_MS]) await keep(at);

    const told = (await stores.outbox.all()).map(({ destination }) => destination.channel);
    expect(told).toEqual(['@U2']);
    expect((await stores.coalitions.all()).map(({ id }) => id)).toEqual([coalition]);
    expect(await stores.follows.active()).toEqual([]);
  });
});
