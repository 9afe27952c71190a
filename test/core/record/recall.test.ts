import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/open.ts';
import { stillClock } from '../../../src/core/clock.ts';
import { type Call, type Command, defineCommand } from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/core.ts';
import { silentLog } from '../../../src/core/log.ts';
import { createRecall } from '../../../src/core/record/recall.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { createStateIndex } from '../../../src/core/states/state.ts';
import { createRouter } from '../../../src/router.ts';
import { coreOf, slackAccount } from '../../support/coalition.ts';
import { PERU } from '../../support/facts.ts';
import { at, recordWith } from '../../support/following.ts';
import { SOMEONE } from '../../support/house.ts';

const reply = (title: string): Reply => ({
  title,
  tone: 'calm',
  audience: 'caller',
  blocks: [],
});

/** What memory alone answers asks no store. */
const NO_STORES = openDatabase('file::memory:');
afterAll(() => NO_STORES.close());

/** A core whose day and record a test can change. */
function changing(commands: readonly Command[] = []) {
  const clock = stillClock(at('2026-11-21 12:00'));
  const kept: { core: Core } = {
    core: {
      ...coreOf(NO_STORES),
      clock,
      states: createStateIndex([PERU]),
      commands,
    },
  };
  const recall = createRecall(() => kept.core);
  // As the router does: it asks before it has an answer to keep.
  recall.find({ text: '' });
  return { clock, kept, recall };
}

const PERU_ASKED = { text: 'status peru' };

describe('an answer given before', () => {
  it('is given again to the same words', () => {
    const { recall } = changing();

    recall.keep(PERU_ASKED, reply('Peru'));

    expect([recall.find({ text: 'status peru' }), recall.find({ text: 'status chad' })]).toEqual([
      reply('Peru'),
      undefined,
    ]);
  });

  it('is given again to the same options', () => {
    const { recall } = changing();
    const asked = (state: string) => ({ command: 'status', options: { state } });

    recall.keep(asked('PER'), reply('Peru'));

    expect([recall.find(asked('PER')), recall.find(asked('TCD'))]).toEqual([
      reply('Peru'),
      undefined,
    ]);
  });

  it('to options is never taken for one to words that look like them', () => {
    const { recall } = changing();
    const options = { state: 'PER' };
    recall.keep({ command: 'status', options }, reply('Peru'));

    const looksAlike = [
      `status ${JSON.stringify(options)}`,
      JSON.stringify(['command', 'status', options]),
    ].map((text) => recall.find({ text }));

    expect(looksAlike).toEqual([undefined, undefined]);
  });

  it('is forgotten on a new day in Geneva', () => {
    const { recall, clock } = changing();
    recall.keep(PERU_ASKED, reply('Peru'));

    const found = ['2026-11-21 23:59', '2026-11-22 00:00'].map((time) => {
      clock.set(at(time));
      return recall.find(PERU_ASKED);
    });

    expect(found).toEqual([reply('Peru'), undefined]);
  });

  it('is forgotten where the record was replaced', () => {
    const { recall, kept } = changing();
    recall.keep(PERU_ASKED, reply('Peru'));

    kept.core = { ...kept.core, record: recordWith([]) };

    expect(recall.find(PERU_ASKED)).toBeUndefined();
  });

  it('is one of two hundred at the most: the oldest makes room', () => {
    const { recall } = changing();
    const questions = Array.from({ length: 1_000 }, (_, i) => ({ text: `status ${i}` }));

    for (const question of questions) recall.keep(question, reply(question.text));

    const known = questions.filter((question) => recall.find(question) !== undefined);
    expect(known).toEqual(questions.slice(-200));
  });

  it('pushes none out where it is given once more', () => {
    const { recall } = changing();
    const questions = Array.from({ length: 200 }, (_, i) => ({ text: `status ${i}` }));
    for (const question of questions) recall.keep(question, reply(question.text));

    recall.keep({ text: 'status 199' }, reply('status 199'));

    expect(recall.find({ text: 'status 0' })).toEqual(reply('status 0'));
  });

  it('to a very long question is not kept', () => {
    const { recall } = changing();
    const long = { text: 'status '.repeat(100) };

    recall.keep(long, reply('long'));

    expect(recall.find(long)).toBeUndefined();
  });
});

describe('asking twice', () => {
  type Run = (call: Call) => Reply | Promise<Reply>;
  const command = (run: Run): Command =>
    defineCommand({ name: 'tell', summary: 'Tells', examples: ['tell'], options: {}, run });
  const deskOf = (run: Run) => {
    const { kept } = changing([command(run)]);
    return createRouter({ core: () => kept.core, log: silentLog, newReference: () => '7F3A' });
  };

  it('works out once what needs memory alone', () => {
    const calls: string[] = [];
    const desk = deskOf(({ caller }) => reply(`told ${calls.push(caller.account.id)}`));

    const answers = ['U1', 'U2'].map((id) =>
      desk.answer({ text: 'tell' }, { ...SOMEONE, account: slackAccount(id) }),
    );

    expect(answers).toEqual([
      expect.objectContaining({ title: 'told 1' }),
      expect.objectContaining({ title: 'told 1' }),
    ]);
  });

  it('asks anew for what depends on who asks, which is a promise', async () => {
    const desk = deskOf(async ({ caller }) => reply(`told to ${caller.account.id}`));

    const answers = ['U1', 'U2'].map((id) =>
      desk.answer({ text: 'tell' }, { ...SOMEONE, account: slackAccount(id) }),
    );

    expect((await Promise.all(answers)).map(({ title }) => title)).toEqual([
      'told to U1',
      'told to U2',
    ]);
  });

  it('says again what is wrong with a question', () => {
    const desk = deskOf(() => reply('told'));

    const [first, second] = [1, 2].map(() => desk.answer({ text: 'tell me' }, SOMEONE));

    expect(first).toMatchObject({ problem: expect.any(String) });
    expect(second).toEqual(first);
  });

  it('fails once only: a fault is never kept', () => {
    let broken = true;
    const desk = deskOf(() => {
      if (broken) throw new Error('broken');
      return reply('told');
    });
    const first = desk.answer({ text: 'tell' }, SOMEONE);
    broken = false;

    expect([first, desk.answer({ text: 'tell' }, SOMEONE)]).toEqual([
      expect.objectContaining({ problem: 'fault' }),
      expect.objectContaining({ title: 'told' }),
    ]);
  });
});
