import { describe, expect, it } from 'vitest';
import {
  accountMentioned,
  coalitionCalled,
  memberCalled,
  organisationCalled,
  placeCalled,
} from '../../../src/core/coalition/lookup.ts';
import {
  ACLU,
  act,
  DISCORD_PLACE,
  discordAccount,
  founded,
  SLACK_PLACE,
  slackAccount,
} from '../../support/coalition.ts';

import { refusal, world } from '../../support/looking-up.ts';

describe('a member that is named', () => {
  it.each(['Bo Berg', 'bo berg', '@Bo Berg', '  BÖ BERG ', '<@U2>', '<@!U2>', '<@U2|bo>'])(
    'is found by %j',
    async (typed) => {
      const { core, who, mine, add } = await world();
      const person = await add(mine.coalition);

      expect((await memberCalled(core, who, typed)).person).toBe(person);
    },
  );

  it.each(['bo', 'Berg', 'bo b'])('is found by %j, a part of one name alone', async (typed) => {
    const { core, who, mine, add } = await world();
    const person = await add(mine.coalition);

    expect((await memberCalled(core, who, typed)).person).toBe(person);
  });

  it('must be told by id where a part of the name is of several', async () => {
    const { core, who, mine, add } = await world();
    await add(mine.coalition);
    await add(mine.coalition, slackAccount('U3'), 'Bo Dahl');

    expect((await refusal(memberCalled(core, who, 'bo')))[0]).toBe('ambiguous_member');
  });

  it('is called by the name of a mention where nobody knows the account', async () => {
    const { core, who } = await world();

    expect((await refusal(memberCalled(core, who, '<@U0CHI|chi>')))[1]).toMatch(
      /^There is no member '@chi' in your coalition\./,
    );
  });

  it('is found by id and by its unique beginning', async () => {
    const { core, who, mine, add } = await world();
    const person = await add(mine.coalition);

    const found = await Promise.all(
      [person, person.toUpperCase(), person.slice(0, 8)].map((typed) =>
        memberCalled(core, who, typed),
      ),
    );

    expect(found.map((member) => member.person)).toEqual([person, person, person]);
  });

  it('is whoever asks, by "me"', async () => {
    const { core, who } = await world();

    expect((await memberCalled(core, who, 'me')).person).toBe(who.person);
  });

  it('must be told from namesakes by id', async () => {
    const { stores, core, who, mine, add } = await world();
    const one = await add(mine.coalition);
    const two = await add(mine.coalition, slackAccount('U3'));
    await stores.organisations.add(mine.coalition, ACLU, act());
    await stores.organisations.setDelegate(mine.coalition, two, 'aclu', act());
    const ids = [
      `${one.slice(0, 8)} (Bo Berg, reader, Slack)`,
      `${two.slice(0, 8)} (Bo Berg, reader, ACLU, Slack)`,
    ];

    const [problem, message] = await refusal(memberCalled(core, who, 'bo berg'));

    expect(problem).toBe('ambiguous_member');
    expect(message).toContain("2 members are called 'bo berg'. Type the id of one: ");
    for (const id of ids) expect(message).toContain(id);
  });

  it('cannot be passed for by somebody who took their id as a name', async () => {
    const { core, who, mine, add } = await world();
    const person = await add(mine.coalition);
    const short = person.slice(0, 8);
    await add(mine.coalition, slackAccount('U3'), short);

    const [problem, message] = await refusal(memberCalled(core, who, short));

    expect([problem, message.includes(person.slice(0, 13))]).toEqual(['ambiguous_member', true]);
  });

  it('is offered where the name is nearly one', async () => {
    const { core, who, mine, add } = await world();
    await add(mine.coalition);

    expect(await refusal(memberCalled(core, who, 'Bo Brg'))).toEqual([
      'unknown_member',
      expect.stringContaining(
        "There is no member 'Bo Brg' in your coalition. Did you mean 'Bo Berg'?",
      ),
    ]);
  });

  it('of another coalition is answered as one that there is not', async () => {
    const { core, who, other, add } = await world();
    const person = await add(other.coalition, slackAccount('U5', 'T2'), 'Cy');
    const message = (typed: string) => refusal(memberCalled(core, who, typed));
    const nobody = '00000000-0000-4000-8000-000000000000';

    const theirs = await message(person);
    const none = await message(nobody);

    expect(theirs[1].replace(person, 'X')).toBe(none[1].replace(nobody, 'X'));
  });
});

describe('a mention', () => {
  const place = { ...SLACK_PLACE, coalition: 'c', name: 'Water', kind: 'workspace' } as const;
  const who = { place: { ...place, seeds: true, joinedAt: 0 } };

  it('is of an account in the place from which it is asked', () => {
    expect([
      accountMentioned('<@U7|ada>', who),
      accountMentioned('<@!7>', { place: { ...who.place, ...DISCORD_PLACE } }),
    ]).toEqual([slackAccount('U7'), discordAccount('7')]);
  });

  it.each(['Ada', '@ada', '<#C1>', 'x <@U7>'])('is not %j', (typed) => {
    expect(accountMentioned(typed, who)).toBeUndefined();
  });
});

describe('an organisation that is named', () => {
  it.each(['aclu', 'ACLU', 'american civil liberties union'])('is found by %j', async (typed) => {
    const { stores, core, who, mine } = await world();
    const { id } = await stores.organisations.add(mine.coalition, ACLU, act());

    expect((await organisationCalled(core, who, typed)).id).toBe(id);
  });

  it('is offered where the name is nearly one', async () => {
    const { stores, core, who, mine } = await world();
    await stores.organisations.add(mine.coalition, ACLU, act());

    expect(await refusal(organisationCalled(core, who, 'alcu'))).toEqual([
      'unknown_organisation',
      expect.stringContaining(
        "There is no organisation 'alcu' in your coalition. Did you mean 'ACLU'?",
      ),
    ]);
  });

  it('is not found in another coalition', async () => {
    const { stores, core, who, other } = await world();
    await stores.organisations.add(other.coalition, ACLU, act());

    expect(await refusal(organisationCalled(core, who, 'ACLU'))).toEqual([
      'unknown_organisation',
      expect.stringContaining("There is no organisation 'ACLU' in your coalition."),
    ]);
  });
});

describe('a place that is named', () => {
  it.each(['here', 'slack/T1', 'water defenders'])('is found by %j', async (typed) => {
    const { core, who } = await world();

    expect(await placeCalled(core, who, typed)).toMatchObject(SLACK_PLACE);
  });

  it('is not found in another coalition', async () => {
    const { core, who } = await world();

    expect((await refusal(placeCalled(core, who, 'slack/T2')))[0]).toBe('unknown_place');
  });
});

describe('a coalition, on the command line', () => {
  it('is found by id', async () => {
    const { core, other } = await world();

    expect((await coalitionCalled(core, other.coalition)).id).toBe(other.coalition);
  });

  it('is found by name where only one has it', async () => {
    const { core, stores } = await world();
    const { coalition } = await founded(stores, DISCORD_PLACE, discordAccount('1'), 'River Watch');

    expect((await coalitionCalled(core, 'river watch')).id).toBe(coalition);
  });

  it('must be told by id from another of the same name', async () => {
    const { core, mine, other } = await world();

    const [problem, message] = await refusal(coalitionCalled(core, 'Water Defenders'));

    expect(problem).toBe('ambiguous_coalition');
    expect([mine, other].every(({ coalition }) => message.includes(coalition))).toBe(true);
  });

  it('that there is not is answered with those that there are', async () => {
    const { core, mine } = await world();

    const [problem, message] = await refusal(coalitionCalled(core, 'nowhere'));

    expect(problem).toBe('unknown_coalition');
    expect(message).toContain(`${mine.coalition} (Water Defenders)`);
  });
});
