import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { genevaInstant } from '../../src/core/dates/edtf.ts';
import type { Shown as DiscordShown } from '../support/discord/index.ts';
import type { Shown as SlackShown } from '../support/slack/screen.ts';
import { type Everything, everything } from '../support/vigil.ts';

/** Slack: U1 owns the workspace, U2 is a member, U3 a guest, U4 of another company. */
const ADA = { user: 'U1', channel: 'C1' };
const BEN = { user: 'U2', channel: 'C1' };
const GUEST = { user: 'U3', channel: 'C1' };
/** Two members of the Discord server, beside its owner. */
const CHI = { user: '7001', permissions: 0n };
const DAN = { user: '7002', permissions: 0n };

/** The whole product beside an emulated Slack and Discord, on 22 November 2026. */
let all: Everything;
beforeEach(async () => {
  all = await everything({ startsAt: genevaInstant('2026-11-22', '12:00'), speed: 1 });
});

const slack = async (text: string, who: typeof ADA = ADA): Promise<SlackShown> =>
  all.slack.command(text, who);
const direct = (user: string): readonly SlackShown[] => all.slack.messages(`D-${user}`);

/** The newest direct message that says so, once it is there. */
async function told(user: string, words: RegExp): Promise<SlackShown> {
  return vi.waitFor(() => {
    const found = direct(user).findLast(({ text }) => words.test(text));
    if (!found)
      throw new Error(
        `Nothing like ${words} for ${user}: ${direct(user)
          .map((m) => m.text)
          .join(' | ')}`,
      );
    return found;
  }, 5_000);
}

const codeIn = (text: string): string => /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text)?.[0] ?? '';
const owner = () => ({ user: all.discord.owner });

/** The Slack workspace and the Discord server become one coalition, by code. */
async function linked(): Promise<DiscordShown> {
  const code = codeIn((await slack('/upr-admin link')).text);
  const asked = await all.discord.slash('upr-admin', 'link', { code }, owner());
  const request = await told('U1', /asks to join/);
  await all.slack.click(request, 'Confirm', { user: 'U1', channel: 'D-U1' });
  return asked;
}

/** Two organisations, for which Ada (Slack) and Chi (Discord) speak. */
async function organised(): Promise<void> {
  await slack('/upr-admin organisation add ACLU name:"American Civil Liberties Union"');
  await slack('/upr-admin organisation add HRW name:"Human Rights Watch"');
  await slack('/upr speak for ACLU');
  await all.discord.slash('upr', 'speak for', { organisation: 'hrw' }, CHI);
  const request = await told('U1', /speak for/);
  await all.slack.click(request, 'Confirm', { user: 'U1', channel: 'D-U1' });
}

const SHARED =
  '/upr deadline add "Common text" date:2026-12-15 time:15:00 zone:"new york" for:usa seen-by:"aclu, hrw"';
const brokenRules = () => [...all.slack.brokenRules, ...all.discord.brokenRules];

describe('a coalition of a Slack workspace and a Discord server', () => {
  it('comes of a code and a coordinator’s confirmation, and not before', async () => {
    const code = codeIn((await slack('/upr-admin link')).text);
    const asked = await all.discord.slash('upr-admin', 'link', { code }, owner());
    const before = await slack('/upr-admin coalition');
    const request = await told('U1', /asks to join/);
    await all.slack.click(request, 'Confirm', { user: 'U1', channel: 'D-U1' });
    const after = await slack('/upr-admin coalition');

    expect(asked.text).toMatch(/1 coordinator of One was asked/);
    expect([before, after].map(({ text }) => /Discord server/.test(text))).toEqual([false, true]);
    expect(before.text).toMatch(/Coalition asks to join|Coalition to join|waiting/i);
    await vi.waitFor(() =>
      expect(
        all.discord
          .directMessages(all.discord.owner)
          .map(({ text }) => text)
          .join(),
      ).toMatch(/confirmed|joined/i),
    );
    expect(brokenRules()).toEqual([]);
  });

  it('shares an own deadline between two organisations, and with nobody else', async () => {
    await linked();
    await organised();

    const saved = await slack(SHARED);
    const chi = await all.discord.slash('upr', 'deadlines', { state: 'USA' }, CHI);
    const dan = await all.discord.slash('upr', 'deadlines', { state: 'USA' }, DAN);
    const ben = await slack('/upr deadlines usa', BEN);

    expect(saved.text).toContain('Common text');
    expect(chi.text).toMatch(/Common text/);
    expect(chi.text).toMatch(/15 Dec 2026/);
    expect(dan.text).not.toContain('Common text');
    expect(ben.text).not.toContain('Common text');
    expect(brokenRules()).toEqual([]);
  });

  it('gives an outsider with the ids of everything nothing, by command, button or form', async () => {
    await linked();
    await organised();
    const saved = await slack(SHARED);
    const id = /\b(?=[a-z]*\d)[0-9a-z]{4,5}\b/.exec(saved.text)?.[0] ?? '';
    await slack('/upr deadline add "For all of us" date:2026-12-10 for:usa');
    await all.discord.slash('upr', 'speak for', { organisation: 'aclu' }, DAN);
    const request = await told('U1', /speak for ACLU/i);

    const typed: string[] = [];
    for (const line of [
      'deadlines usa',
      'deadlines mine',
      `deadline edit ${id} title:Mine`,
      `deadline move ${id} date:2026-12-20`,
      `deadline drop ${id} confirm`,
      'organisations',
      'speak for aclu',
      'leave confirm',
    ])
      typed.push((await slack(`/upr ${line}`, GUEST)).text);
    for (const line of ['link', 'members', 'log', 'export', 'coalition', 'unlink confirm', 'purge'])
      for (const who of [GUEST, BEN]) typed.push((await slack(`/upr-admin ${line}`, who)).text);
    const pressed = await all.slack.click(request, 'Confirm', { user: 'U4', channel: 'C1' });
    const form = { type: 'modal', callback_id: `vigil:deadline drop ${id} confirm` };
    const acknowledged = await all.slack.views.forge(form, 'U4');
    all.discord
      .submit(`vigil1:ask:deadline drop ${id} confirm`, { user: '666', permissions: 0n })
      .catch(() => undefined);
    const requests = await slack('/upr-admin coalition');

    expect(id).not.toBe('');
    expect(
      typed.filter((text) => /Common text|For all of us|Human Rights Watch/.test(text)),
    ).toEqual([]);
    expect(pressed.text).toMatch(/There is no request '\w+' that you could answer/);
    expect(acknowledged).toEqual({});
    expect(requests.text).toMatch(/ACLU/);
    expect((await slack('/upr deadlines usa')).text).toMatch(/Common text/);
    expect(brokenRules()).toEqual([]);
  });

  it('shares nothing any more with a server that has left, and its channels stop', async () => {
    await linked();
    await organised();
    await slack(SHARED);
    await all.discord.slash('upr', 'follow', { subject: 'USA' }, owner());
    const before = await all.discord.slash('upr', 'deadlines', { state: 'USA' }, CHI);

    const asked = await all.discord.slash('upr-admin', 'unlink', {}, owner());
    const left = await all.discord.click(asked, asked.buttons[0] ?? '', owner());
    const after = await all.discord.slash('upr', 'deadlines', { state: 'USA' }, CHI);
    const following = await all.discord.slash('upr', 'following', {}, CHI);
    const members = await slack('/upr-admin members');

    expect(before.text).toContain('Common text');
    expect(left.text).toMatch(/left|has a coalition of its own/i);
    expect(after.text).not.toContain('Common text');
    expect(following.text).toMatch(/stopped/i);
    expect(members.text).not.toContain(CHI.user);
    expect(brokenRules()).toEqual([]);
  });

  it('goes on when its coordinator hands over and leaves', async () => {
    await linked();
    await slack('/upr-admin members', ADA);
    await slack('/upr speak for nobody', BEN);

    const alone = await slack('/upr leave confirm');
    const handed = await slack('/upr leave successor:ben confirm');
    const members = await slack('/upr-admin members', BEN);

    expect(alone.text).toMatch(/successor/);
    expect(handed.text).toMatch(/left/i);
    expect(members.text).toMatch(/ben/);
    expect(members.text).not.toMatch(/\bana\b/);
    expect(brokenRules()).toEqual([]);
  });

  it('forgets a person who asks for it, but not what was done', async () => {
    await linked();
    await slack('/upr-admin members member:<@U2> role:editor');
    await slack('/upr deadline add "Ben was here" date:2026-12-15 for:usa', BEN);
    const before = await slack('/upr-admin log');

    const shown = await slack('/upr privacy purge', BEN);
    await slack('/upr privacy purge confirm', BEN);
    const after = await slack('/upr-admin log');

    expect(before.text).toMatch(/ben/);
    expect(shown.text).toMatch(/former member/);
    expect(after.text).not.toMatch(/\bben\b/);
    expect(after.text).toMatch(/former member/);
    expect((await slack('/upr deadlines usa')).text).toMatch(/Ben was here/);
    expect(brokenRules()).toEqual([]);
  });

  it('hands out all that it owns as files that open without Vigil', async () => {
    await linked();
    await organised();
    await slack(SHARED);
    await slack('/upr deadline add "=HYPERLINK(1)" date:2026-12-15 for:usa');

    await slack('/upr-admin export');
    const file = await vi.waitFor(() => {
      const [sent] = all.slack.files;
      if (!sent) throw new Error('No file yet');
      return sent;
    });
    const entries = unzipSync(new Uint8Array(file.content));
    const deadlines = parse(Buffer.from(entries['deadlines.csv'] ?? []), {
      bom: true,
      columns: true,
    }) as readonly Record<string, string>[];

    expect(Object.keys(entries).toSorted()).toEqual(
      [
        'README.txt',
        'channels.csv',
        'coalition.json',
        'deadlines.csv',
        'follows.csv',
        'log.csv',
        'members.csv',
        'organisations.csv',
        'places.csv',
        'removed.csv',
      ].toSorted(),
    );
    const cells = deadlines.flatMap((row) => Object.values(row));
    expect(cells).toContain('Common text');
    expect(cells.filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
    expect(file.channel).toBe('D-U1');
    expect(brokenRules()).toEqual([]);
  });
});
