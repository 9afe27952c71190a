import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OPERATOR, TERMINAL } from '../../../src/adapters/console/intake.ts';
import type { Question } from '../../../src/core/adapter.ts';
import type { Parcel } from '../../../src/core/notice.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { sitDown } from './rig.ts';

const card = (title: string): Reply => ({ title, tone: 'calm', audience: 'caller', blocks: [] });

const parcel = (title: string): Parcel => ({
  id: 'p1',
  attempts: 0,
  notice: {
    key: 'k1',
    coalition: '0b9d3a52-7c41-4a0e-9f5e-2d1c8b7a6e50',
    destination: TERMINAL,
    kind: 'reminder',
    state: 'PER',
    dueOn: '2025-11-07',
    dueAt: 0,
    reply: card(title),
  },
});

describe('the terminal', () => {
  it('greets once and prompts', async () => {
    const { screen } = await sitDown({});

    expect(screen()).toBe('Vigil is here.\n\n> ');
  });

  it('answers whoever sits there', async () => {
    const asked: unknown[] = [];
    const { type } = await sitDown({
      answer(question, caller) {
        asked.push([question, caller]);
        return card('Peru: scheduled');
      },
    });

    expect(await type('/upr peru')).toBe('Peru: scheduled');
    expect(asked).toEqual([[{ text: '/upr peru' }, OPERATOR]]);
  });

  it('prompts again after an empty line, and asks nothing', async () => {
    const asked: Question[] = [];
    const { type } = await sitDown({
      answer(question) {
        asked.push(question);
        return card('unasked');
      },
    });

    expect(await type('')).toBe('');
    expect(asked).toEqual([]);
  });

  it('answers questions one after the other, in the order typed', async () => {
    const { press, until, screen } = await sitDown({
      async answer(question) {
        const typed = 'text' in question ? question.text : '';
        if (typed === 'slow') await new Promise((resolve) => setTimeout(resolve, 20));
        return card(`said ${typed}`);
      },
    });

    press('slow\nquick\n');
    await until('said quick');

    expect(screen().indexOf('said slow')).toBeLessThan(screen().indexOf('said quick'));
  });

  it('shows a notice above what is being typed, which stays', async () => {
    const { adapter, press, until, screen } = await sitDown({}, { editing: true });
    press('status uni');
    await until('status uni');
    const since = screen().length;

    const delivery = await adapter.deliver(parcel('Tomorrow: review, Peru'));

    expect(delivery).toEqual({ outcome: 'sent' });
    expect(screen().slice(since).replaceAll('\u001B', 'ESC')).toBe(
      '\rESC[J\nTomorrow: review, Peru\n\nESC[1GESC[0J> status uniESC[13G',
    );
  });

  it('lets others write above what is being typed, which stays', async () => {
    const { aside, press, until, screen, write } = await sitDown({}, { editing: true });
    press('status uni');
    await until('status uni');
    const since = screen().length;

    aside(() => write('Vigil is ready.\n'));

    expect(screen().slice(since).replaceAll('\u001B', 'ESC')).toBe(
      '\rESC[JVigil is ready.\nESC[1GESC[0J> status uniESC[13G',
    );
  });

  it('writes no cursor movements into a pipe', async () => {
    const { adapter, screen } = await sitDown({});

    await adapter.deliver(parcel('Tomorrow: review, Peru'));

    expect(screen()).toBe('Vigil is here.\n\n> \nTomorrow: review, Peru\n\n> ');
  });

  it('finishes a name at Tab', async () => {
    const { press, until } = await sitDown(
      { suggest: (_, option) => (option === 'state' ? [{ label: 'Peru', value: 'PER' }] : []) },
      { editing: true },
    );

    press('/upr status pe\t');

    await until('> /upr status Peru');
  });

  it('draws as wide as the terminal is now, and never wider than can be read', async () => {
    const long = card('word '.repeat(60).trim());
    const narrow = await sitDown({ answer: () => long }, { columns: 30 });
    const wide = await sitDown({ answer: () => long }, { columns: 300 });

    const widest = (text: string): number =>
      Math.max(...text.split('\n').map((line) => line.length));

    expect([widest(await narrow.type('x')), widest(await wide.type('x'))]).toEqual([29, 99]);
  });
});

describe('a file that is handed out', () => {
  const handing = async (folder: string) => {
    const file = { name: 'coalition.zip', content: Uint8Array.of(1, 2, 3) };
    return sitDown({ answer: () => ({ ...card('Exported'), file }) }, { folder });
  };

  it('is written into the folder, and said where', async () => {
    const folder = temporaryFolder();
    const { type } = await handing(folder);

    const said = await type('export');

    expect(said).toContain(join(folder, 'coalition.zip'));
    expect([...readFileSync(join(folder, 'coalition.zip'))]).toEqual([1, 2, 3]);
  });

  it('is never written over another', async () => {
    const folder = temporaryFolder();
    const { type } = await handing(folder);
    writeFileSync(join(folder, 'coalition.zip'), 'mine');

    await type('export');
    const said = await type('export');

    expect(said).toContain(join(folder, 'coalition-3.zip'));
    expect(readFileSync(join(folder, 'coalition.zip'), 'utf8')).toBe('mine');
  });

  it('that cannot be written is said with what to do', async () => {
    const { type } = await handing('/nowhere');

    expect((await type('export')).replace(/\s+/g, ' ')).toContain(
      'Cannot write /nowhere/coalition.zip: ENOENT. Go to a folder of yours, and ask again.',
    );
  });
});

/** Gone when the test is over. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-console-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('the end of the terminal', () => {
  it.each(['exit', '/quit', ' EXIT '])('is asked for with %j', async (word) => {
    const { press, closings, until } = await sitDown({ answer: () => card('Peru') });

    press('peru\n');
    await until('Peru');
    press(`${word}\nperu\n`);
    await new Promise(setImmediate);

    expect(closings()).toBe(1);
  });

  it('is asked for with Ctrl-D', async () => {
    const { close, adapter, closings } = await sitDown({});

    close();
    await new Promise(setImmediate);
    await adapter.stop();

    expect(closings()).toBe(1);
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['exit', 'exit\r'],
  ])('by %s leaves the cursor on a line of its own', async (_, keys) => {
    const { press, closings, screen } = await sitDown({}, { editing: true });

    press(keys);
    await expect.poll(closings).toBe(1);

    expect(screen()).toMatch(/[^\n]\n$/);
  });

  it('survives an empty line just before it', async () => {
    const { press, adapter, closings, screen } = await sitDown({});

    press('\nexit\n');
    await new Promise(setImmediate);
    await adapter.stop();

    expect([closings(), screen()]).toEqual([1, 'Vigil is here.\n\n> ']);
  });

  it('waits for the answer that is under way', async () => {
    const answer = Promise.withResolvers<Reply>();
    const { press, adapter, screen } = await sitDown({ answer: () => answer.promise });
    press('peru\n');
    await new Promise(setImmediate);

    const stopped = adapter.stop();
    answer.resolve(card('Peru: scheduled'));
    await stopped;

    expect(screen()).toBe('Vigil is here.\n\n> \nPeru: scheduled\n\n');
  });

  it('says of itself nothing when Vigil stops', async () => {
    const { adapter, closings } = await sitDown({});

    await adapter.stop();

    expect(closings()).toBe(0);
  });

  it('keeps notices for later', async () => {
    const { adapter, screen } = await sitDown({});
    await adapter.stop();

    const delivery = await adapter.deliver(parcel('Tomorrow: review, Peru'));

    expect([delivery.outcome, screen()]).toEqual(['later', 'Vigil is here.\n\n> ']);
  });
});
