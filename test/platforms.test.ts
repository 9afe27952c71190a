import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Adapter } from '../src/core/adapter.ts';
import { UnreachableError, UserError } from '../src/core/errors.ts';
import { type Log, silentLog } from '../src/core/log.ts';
import { createPlatforms, type Platforms, type Wanted } from '../src/platforms.ts';
import { recordingAdapter } from './support/adapters.ts';

const HURRIED = { tryMs: 100, pauseMs: 1, longestPauseMs: 4 };
const UNREACHED = new UnreachableError('Slack cannot be reached (ECONNREFUSED)');
const REFUSED = new UserError('Slack refuses SLACK_BOT_TOKEN');
const forever = (): Promise<never> => new Promise(() => undefined);
const served = async (): Promise<void> => undefined;
const failed = (error: Error) => () => Promise.reject(error);

/** A platform whose tries to start end as given, one after the other; the last again and again. */
function wanted(platform: string, ...starts: (() => Promise<void>)[]) {
  const stopped: number[] = [];
  let tries = 0;
  let kill: (why: UserError) => void = () => undefined;
  const one: Wanted = {
    platform,
    async make(onDead): Promise<Adapter> {
      const number = tries;
      tries += 1;
      kill = onDead;
      const start = starts[Math.min(number, starts.length - 1)] ?? served;
      const stop = async () => void stopped.push(number);
      return { ...recordingAdapter(platform), start, stop };
    },
  };
  return { one, stopped, tries: () => tries, kill: (why: UserError) => kill(why) };
}

const desk = { answer: forever, suggest: () => [], arrived: async () => undefined };

function platformsOf(list: readonly { readonly one: Wanted }[], log: Log = silentLog): Platforms {
  const wantedOnes = list.map(({ one }) => one);
  const platforms = createPlatforms(wantedOnes, {
    desk,
    adapters: new Map(),
    log,
    patience: HURRIED,
  });
  onTestFinished(() => platforms.stop());
  return platforms;
}

describe('platforms', () => {
  it('serve once they have started', async () => {
    const platforms = platformsOf([wanted('slack', served), wanted('discord', served)]);

    await platforms.start();

    expect([platforms.serving(), platforms.awaited()]).toEqual([['slack', 'discord'], []]);
  });

  it.each([
    ['cannot be reached', failed(UNREACHED)],
    ['does not answer', forever],
  ])('serve beside one that %s, which is tried again', async (_, start) => {
    const slack = wanted('slack', start, start, served);
    const platforms = platformsOf([slack, wanted('discord', served)]);

    await platforms.start();

    expect([platforms.serving(), platforms.awaited()]).toEqual([['discord'], ['slack']]);
    await vi.waitFor(() => expect(platforms.serving()).toEqual(['slack', 'discord']));
    expect([slack.tries(), slack.stopped]).toEqual([3, [0, 1]]);
  });

  it('say each time why one is tried again, and when: after longer and longer', async () => {
    const said: [object, string][] = [];
    const log = { ...silentLog, warn: (...line: [object, string]) => void said.push(line) };
    const unreached = failed(UNREACHED);
    const platforms = platformsOf(
      [wanted('slack', unreached, unreached, unreached, unreached, served)],
      log,
    );

    await platforms.start();
    await vi.waitFor(() => expect(platforms.serving()).toEqual(['slack']));

    expect(said).toEqual(
      [1, 2, 4, 4].map((nextTryMs) => [{ platform: 'slack', nextTryMs }, UNREACHED.message]),
    );
  });

  it('do not start where one refuses', async () => {
    const platforms = platformsOf([wanted('slack', failed(REFUSED)), wanted('discord', served)]);

    await expect(platforms.start()).rejects.toBe(REFUSED);
  });

  it('are dead when one refuses after it was out of reach', async () => {
    const platforms = platformsOf([wanted('slack', failed(UNREACHED), failed(REFUSED))]);

    await platforms.start();

    await expect(platforms.dead).rejects.toBe(REFUSED);
  });

  it('are dead when one that served says so', async () => {
    const slack = wanted('slack', served);
    const platforms = platformsOf([slack, wanted('discord', served)]);
    await platforms.start();

    slack.kill(REFUSED);

    await expect(platforms.dead).rejects.toBe(REFUSED);
  });

  it('stop with those that are still being started', async () => {
    const slack = wanted('slack', forever);
    const discord = wanted('discord', served);
    const platforms = platformsOf([slack, discord]);
    const started = platforms.start();
    await vi.waitFor(() => expect(platforms.serving()).toEqual(['discord']));

    await platforms.stop();

    expect([slack.stopped, discord.stopped]).toEqual([[0], [0]]);
    await started;
  });

  it('try nothing again once they are stopped', async () => {
    const slack = wanted('slack', failed(UNREACHED));
    const platforms = platformsOf([slack]);
    await platforms.start();

    await platforms.stop();
    const before = slack.tries();
    await delay(30);

    expect(slack.tries()).toBe(before);
  });
});
