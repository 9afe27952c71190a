import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buttonRows, pressOf } from '../../../src/adapters/discord/buttons.ts';
import { render } from '../../../src/adapters/discord/render.ts';
import type { Question } from '../../../src/core/adapter.ts';
import { directTo } from '../../../src/core/coalition/coalition.ts';
import type { Button, Reply } from '../../../src/core/reply.ts';
import { accountOf, adapterOn, deskThat, parcel, reply, serving } from './rig.ts';

const SPEEDS: readonly (readonly [string, (answer: Reply) => Reply | Promise<Reply>])[] = [
  ['at once', (answer) => answer],
  ['after a while', (answer) => Promise.resolve(answer)],
];

describe('buttons on Discord', () => {
  const TIMELINE: Button = { does: 'show', label: 'Next', command: 'timeline PER page:2' };
  const MORE: Button = { does: 'ask', label: 'Statements', command: 'statements PER' };
  const SHARE: Button = { does: 'share', label: 'Share', command: 'status PER' };
  const card = (title: string) => reply({ title, buttons: [TIMELINE, MORE, SHARE] });
  const answered = (question: Question) =>
    'text' in question
      ? card(`Answer to ${question.text}${question.forAll ? ', for all' : ''}`)
      : card('First');

  for (const [speed, desk] of [
    ['at once', deskThat(answered)],
    ['after a while', deskThat(async (question) => answered(question))],
  ] as const) {
    it(`turn the page in the same message, ${speed}`, async () => {
      const { discord } = await serving(desk);
      const first = await discord.slash('upr', 'status', { state: 'peru' });

      const second = await discord.click(first, 'Next');

      expect(second).toMatchObject({ id: first.id, ephemeral: true });
      expect(second.text).toContain('Answer to timeline PER page:2');
      expect(discord.brokenRules).toEqual([]);
    });

    it(`ask in private, ${speed}`, async () => {
      const { discord } = await serving(desk);
      const first = await discord.slash('upr', 'status', { state: 'peru' });

      const second = await discord.click(first, 'Statements');

      expect(second.id).not.toBe(first.id);
      expect(second).toMatchObject({
        ephemeral: true,
        text: expect.stringContaining('Answer to statements PER'),
      });
      expect(discord.brokenRules).toEqual([]);
    });

    it(`share with the channel what holds at the click, ${speed}`, async () => {
      const { discord } = await serving(desk);
      const first = await discord.slash('upr', 'status', { state: 'peru' });

      await discord.click(first, 'Share');
      await expect.poll(() => discord.messages()).toHaveLength(1);

      expect(discord.messages()[0]).toMatchObject({
        text: expect.stringContaining('Answer to status PER, for all'),
        buttons: ['Next', 'Statements'],
      });
      expect(discord.brokenRules).toEqual([]);
    });

    it(`leave the message as it was where the answer is a refusal, ${speed}`, async () => {
      const problem = reply({ title: 'No such page', problem: 'no_page' });
      const { discord } = await serving({
        ...desk,
        answer: (question, caller) =>
          'text' in question
            ? speed === 'at once'
              ? problem
              : Promise.resolve(problem)
            : desk.answer(question, caller),
      });
      const first = await discord.slash('upr', 'status', { state: 'peru' });

      const refusal = await discord.click(first, 'Next');

      expect(refusal).toMatchObject({
        ephemeral: true,
        text: expect.stringContaining('No such page'),
      });
      expect(discord.whispers()[0]?.text).toContain('First');
      expect(discord.brokenRules).toEqual([]);
    });
  }

  it('turn the page of a shared message for all who read the channel', async () => {
    const { discord } = await serving(
      deskThat((question) => ({ ...answered(question), audience: 'channel' })),
    );
    const first = await discord.slash('upr', 'status', { state: 'peru' });

    const second = await discord.click(first, 'Next', { user: '42' });

    expect(second).toMatchObject({ id: first.id, ephemeral: false });
    expect(second.text).toContain('Answer to timeline PER page:2, for all');
    expect(discord.brokenRules).toEqual([]);
  });

  for (const [speed, when] of SPEEDS)
    it(`leave a shared message as it was where the answer is for who pressed, ${speed}`, async () => {
      const { discord } = await serving(
        deskThat((question) =>
          'text' in question ? when(card('Mine')) : { ...card('First'), audience: 'channel' },
        ),
      );
      const first = await discord.slash('upr', 'status', { state: 'peru' });

      const second = await discord.click(first, 'Next', { user: '42' });

      expect(second).toMatchObject({ ephemeral: true, text: expect.stringContaining('Mine') });
      expect(discord.messages().map(({ text }) => text.includes('First'))).toEqual([true]);
      expect(discord.brokenRules).toEqual([]);
    });

  it('of a request in direct messages ask for the account that it was sent to', async () => {
    const heard: unknown[] = [];
    const { discord, adapter } = await serving(
      deskThat((question, { account, place }) => {
        heard.push({ ...question, account, workspace: place.workspace });
        return reply({ title: 'They speak for Riverkeepers now' });
      }),
    );
    const ada = accountOf('42');
    const asked = parcel(directTo(ada));
    const confirm: Button = { does: 'ask', label: 'Confirm', command: 'confirm 7' };
    await adapter.deliver({
      ...asked,
      notice: { ...asked.notice, kind: 'request', reply: reply({ buttons: [confirm] }) },
    });
    const [request] = discord.directMessages(ada.id);

    const seen = await discord.click(request ?? { id: '' }, 'Confirm');

    expect(seen.text).toContain('They speak for Riverkeepers now');
    expect(heard).toEqual([{ text: 'confirm 7', forAll: false, account: ada, workspace: 'dm' }]);
    expect(discord.brokenRules).toEqual([]);
  });

  it('of an older version say so', async () => {
    const { discord } = await serving(deskThat(() => card('First')));
    const first = await discord.slash('upr', 'status', { state: 'peru' });

    const seen = await discord.clickCustom(first, 'upr0:done:17');

    expect(seen).toMatchObject({
      ephemeral: true,
      text: expect.stringContaining('This button is from an older version of Vigil'),
    });
    expect(discord.brokenRules).toEqual([]);
  });

  it('still work for a process that did not send them', async () => {
    const { discord, adapter } = await serving(deskThat(() => card('First')));
    const first = await discord.slash('upr', 'status', { state: 'peru' });
    await adapter.stop();

    const next = adapterOn(discord);
    await next.start(deskThat(answered));
    const second = await discord.click(first, 'Next');
    await next.stop();

    expect(second.text).toContain('Answer to timeline PER page:2');
    expect(discord.brokenRules).toEqual([]);
  });
});

describe('buttons of a reply on Discord', () => {
  const labelsOf = (buttons: readonly Button[]): string[][] =>
    render(reply({ buttons })).components.map((row) =>
      row.components.map(({ label }) => label ?? ''),
    );
  const button = (label: string, command = 'status PER'): Button => ({
    does: 'ask',
    label,
    command,
  });

  it('stand five in a row, in five rows at most', () => {
    const buttons = Array.from({ length: 30 }, (_, i) => button(`${i}`));

    expect(labelsOf(buttons).map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
  });

  it('that ask the same are told apart', () => {
    const [row] = render(reply({ buttons: [button('a'), button('b')] })).components;

    expect(row?.components.map((one) => 'custom_id' in one && one.custom_id)).toEqual([
      'vigil1:ask:status PER',
      'vigil1:ask.2:status PER',
    ]);
  });

  it('are left out where they could not work', () => {
    expect(
      labelsOf([
        button('too long to carry', 'x'.repeat(100)),
        { does: 'open', label: 'no page', url: 'javascript:alert(1)' },
        { does: 'open', label: 'long page', url: `https://a.org/${'x'.repeat(512)}` },
        button('fine'),
      ]),
    ).toEqual([['fine']]);
  });
});

describe('the custom_id of a button on Discord', () => {
  it('brings back what the button asks', () => {
    const asked = fc.record({
      does: fc.constantFrom('show' as const, 'ask' as const, 'share' as const),
      command: fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
    });
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 10 }), (presses) => {
        const rows = buttonRows(presses.map((press) => ({ ...press, label: 'x' })));
        const ids = rows.flatMap(({ components }) =>
          components.flatMap((button) => ('custom_id' in button ? [button.custom_id] : [])),
        );

        expect(new Set(ids).size).toBe(presses.length);
        expect(ids.map(pressOf)).toEqual(presses);
      }),
    );
  });

  it.each(['', 'status PER', 'upr1:done:17', 'vigil2:ask:status PER', 'vigil1:open:https://a.org'])(
    'of another form or version is not read: %s',
    (customId) => {
      expect(pressOf(customId)).toBeUndefined();
    },
  );
});
