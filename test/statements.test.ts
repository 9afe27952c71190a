import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import type { Stores } from '../db/open.ts';
import { silentLog } from '../src/core/log.ts';
import { createRouter } from '../src/router.ts';
import { act, coreOf, founded, joined, slackAccount } from './support/coalition.ts';
import { countedStores } from './support/counted.ts';
import { following } from './support/following.ts';
import { caller } from './support/house.ts';
import { ownValues } from './support/own-deadlines.ts';

/** Each in the words of a person who coordinates; a command that is not here fails the first test. */
const LINES: Readonly<Record<string, string>> = {
  deadlines: 'deadlines PER',
  following: 'following',
  follow: 'follow PER',
  unfollow: 'unfollow PER',
  'deadline add': 'deadline add "One more" date:2026-12-20 for:PER',
  'deadline edit': 'deadline edit "Text 0" title:Other',
  'deadline move': 'deadline move "Text 0" date:2026-12-21',
  'deadline drop': 'deadline drop "Text 0" confirm',
  organisations: 'organisations',
  'speak for': 'speak for org0',
  confirm: 'confirm zzzzz',
  decline: 'decline zzzzz',
  account: 'account',
  'account link': 'account link',
  'account unlink': 'account unlink',
  leave: 'leave',
  'privacy export': 'privacy export',
  'privacy purge': 'privacy purge',
  'admin coalition': 'admin coalition',
  'admin link': 'admin link',
  'admin merge': 'admin merge code:22222222',
  'admin unlink': 'admin unlink',
  'admin members': 'admin members',
  'admin organisation add': 'admin organisation add New name:"A new one"',
  'admin organisation edit': 'admin organisation edit org0 name:"Another name"',
  'admin organisation drop': 'admin organisation drop org0',
  'admin channel': 'admin channel',
  'admin export': 'admin export',
  'admin log': 'admin log',
  'admin purge': 'admin purge',
};

/** A coalition with so many of everything. */
async function filled(stores: Stores, many: number): Promise<void> {
  const { coalition, coordinator } = await founded(stores);
  const done = act({ person: coordinator });
  const place = { platform: 'slack', workspace: 'T1' };
  for (let i = 0; i < many; i++) {
    await joined(stores, coalition, slackAccount(`M${i}`), i === 0 ? 'coordinator' : 'reader');
    await stores.organisations.add(
      coalition,
      { short: `org${i}`, name: `Organisation ${i}`, languages: [] },
      done,
    );
    await stores.deadlines.add(
      coalition,
      ownValues({ title: `Text ${i}`, createdBy: coordinator }),
      done,
    );
    const destination = { ...place, channel: `C${i + 1}` };
    await stores.follows.save(
      coalition,
      following({
        id: `00000000-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`,
        destination,
      }),
      done,
    );
    await stores.channels.choose(coalition, destination, { ours: 'shown' }, done);
  }
}

/** Those that are to be refused: there is nothing to confirm, and the coalition has one place. */
const REFUSED: Readonly<Record<string, string>> = {
  confirm: 'unknown_request',
  decline: 'unknown_request',
  'admin merge': 'unknown_code',
  'admin unlink': 'last_place',
  'account unlink': 'only_account',
};

/** How many statements a question takes in a coalition of that size, and what it was refused for. */
async function taken(line: string, many: number) {
  const { stores, statements } = countedStores();
  await filled(stores, many);
  const core = coreOf(stores, { commands });
  const desk = createRouter({ core: () => core, log: silentLog, newReference: () => '7F3A' });
  const ada = caller({ account: slackAccount('U1'), seat: 'admin' });
  let problem: string | undefined;
  const asked = await statements(async () => {
    ({ problem } = await desk.answer({ text: line }, ada));
  });
  return { asked, problem };
}

describe('the number of statements that a command takes', () => {
  it('is asked of every command that needs a coalition', () => {
    const needing = commands.filter(({ needs }) => needs !== undefined).map(({ name }) => name);

    expect(Object.keys(LINES).toSorted()).toEqual(needing.toSorted());
  });

  it.each(Object.entries(LINES))('of %s does not grow with the coalition', async (name, line) => {
    const few = await taken(line, 3);

    expect(await taken(line, 24)).toEqual(few);
    expect(few.problem).toBe(REFUSED[name]);
  });
});

describe('the list of all coalitions', () => {
  it('takes as many statements for 24 of them as for 3', async () => {
    const listing = async (many: number): Promise<number> => {
      const { stores, statements } = countedStores();
      for (let i = 0; i < many; i++)
        await founded(stores, { platform: 'slack', workspace: `T${i}` });
      return statements(() => stores.coalitions.inventory());
    };

    expect(await listing(24)).toBe(await listing(3));
  });
});
