import { describe, expect, it } from 'vitest';
import { createDiscord } from '../../../src/adapters/discord/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { UserError } from '../../../src/core/errors.ts';
import { silentLog } from '../../../src/core/log.ts';
import { startFakeDiscord } from '../../support/discord/index.ts';
import { adapterOn, COMMANDS, deskThat, reply, serving } from './rig.ts';

const DESK = deskThat(() => reply());
const GUILDS = 1;
const REFUSED =
  'Discord refused the token: set DISCORD_TOKEN to the one shown in the Developer Portal under Bot, “Reset Token”';

describe('the connection to Discord', () => {
  it('asks for the Guilds intent and no other', async () => {
    const { discord } = await serving(DESK);

    expect(discord.seen).toEqual({ identifies: 1, resumes: 0, intents: [GUILDS] });
    expect(discord.brokenRules).toEqual([]);
  });

  it.each([
    ['Discord asks for it', 'op7'],
    ['it was cut', 'cut'],
  ] as const)('is resumed when %s, and nothing asked meanwhile is lost', async (_why, fault) => {
    const { discord } = await serving(DESK);

    discord[fault]();
    const seen = await discord.slash('upr', 'status', { state: 'peru' });

    expect(seen.text).toContain('Peru');
    await expect.poll(() => discord.seen).toMatchObject({ identifies: 1, resumes: 1 });
    expect(discord.brokenRules).toEqual([]);
  });

  it('is resumed when Discord calls the session invalid but keeps it', async () => {
    const { discord } = await serving(DESK);

    discord.invalidSession(true);
    const seen = await discord.slash('upr', 'status', { state: 'peru' });

    expect(seen.text).toContain('Peru');
    expect(discord.seen).toMatchObject({ identifies: 1, resumes: 1 });
    expect(discord.brokenRules).toEqual([]);
  });

  it('is begun anew when Discord has forgotten the session', async () => {
    const { discord } = await serving(DESK);

    discord.invalidSession(false);
    await expect.poll(() => discord.seen.identifies, { timeout: 12_000 }).toBe(2);

    expect((await discord.slash('upr', 'status', { state: 'peru' })).text).toContain('Peru');
    expect(discord.seen.resumes).toBe(0);
    expect(discord.brokenRules).toEqual([]);
  });

  it('is given up and resumed when heartbeats are not answered', async () => {
    const { discord } = await serving(DESK, {}, { heartbeatMs: 150 });

    discord.dropAcks();
    await expect.poll(() => discord.seen.resumes, { timeout: 5_000 }).toBe(1);

    expect((await discord.slash('upr', 'status', { state: 'peru' })).text).toContain('Peru');
    expect(discord.seen.identifies).toBe(1);
    expect(discord.brokenRules).toEqual([]);
  });

  it('that ends for good is reported with what to do: nothing comes in any more', async () => {
    const ends: UserError[] = [];
    const { discord, wrong } = await serving(DESK, { onDead: (why) => ends.push(why) });

    discord.revokeToken();

    await expect.poll(() => ends).toEqual([new UserError(REFUSED)]);
    expect(wrong).toContain('Discord ended the connection for good');
    expect(discord.brokenRules).toEqual([]);
  });

  it('that is refused at the start is reported by the start alone', async () => {
    const ends: UserError[] = [];
    const discord = await startFakeDiscord();
    const adapter = adapterOn(discord, { onDead: (why) => ends.push(why) });
    discord.refuseIdentify(4004);

    await expect(adapter.start(DESK)).rejects.toEqual(new UserError(REFUSED));
    await discord.stop();

    expect(ends).toEqual([]);
  });
});

describe('starting on Discord', () => {
  const failure = async (start: Promise<void>): Promise<string> =>
    start.then(
      () => 'started',
      (error: Error) => error.message,
    );

  it('names DISCORD_TOKEN when the token is refused, and never its value', async () => {
    const discord = await startFakeDiscord();
    const adapter = adapterOn(discord, { token: 'not-the-token' });

    const said = await failure(adapter.start(DESK));
    await discord.stop();

    expect(said).toBe(REFUSED);
    expect(discord.brokenRules).toEqual([]);
  });

  it.each([
    [4004, /DISCORD_TOKEN/],
    [4014, /intents.*DISCORD_TOKEN/],
    [4011, /shards.*DISCORD_TOKEN/],
  ])('says what to do when the gateway closes with %i', async (code, words) => {
    const discord = await startFakeDiscord();
    const adapter = adapterOn(discord);
    discord.refuseIdentify(code);

    const said = await failure(adapter.start(DESK));
    await discord.stop();

    expect(said).toMatch(words);
    expect(discord.brokenRules).toEqual([]);
  });

  it('says that Discord cannot be reached', async () => {
    const adapter = createDiscord({
      token: 'any',
      apiUrl: 'http://127.0.0.1:1/api',
      root: '/upr',
      commands: COMMANDS,
      log: silentLog,
      clock: systemClock,
    });

    expect(await failure(adapter.start(DESK))).toBe(
      'Discord cannot be reached (ECONNREFUSED): check the network, and DISCORD_API_URL where it is set',
    );
  });
});
