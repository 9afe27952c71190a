import { describe, expect, it } from 'vitest';
import { completion } from '../../../src/adapters/console/completion.ts';
import type { Suggestion } from '../../../src/core/adapter.ts';

/** A desk that offers this for one option of one command. */
const deskWith = (command: string, option: string, ...offers: Suggestion[]) => ({
  suggest: (asked: string, of: string): readonly Suggestion[] =>
    asked === command && of === option ? offers : [],
});

const PERU = { label: 'Peru', value: 'PER' };
const COLOMBIA = { label: 'Colombia', value: 'COL' };
const CAMBODIA = { label: 'Cambodia', value: 'KHM' };

describe('Tab in the terminal', () => {
  it('offers the States that begin so, by name', async () => {
    const desk = deskWith('status', 'state', COLOMBIA, CAMBODIA, PERU);

    expect(await completion(desk, '/upr status c', '/upr')).toEqual([
      ['Colombia', 'Cambodia'],
      'c',
    ]);
  });

  it('offers the nearest alone where none begins so, because readline puts in what all share', async () => {
    const desk = deskWith('status', 'state', COLOMBIA, CAMBODIA);

    expect(await completion(desk, 'status kolombia', '/upr')).toEqual([['Colombia'], 'kolombia']);
  });

  it('offers sessions and States to follow', async () => {
    const desk = deskWith(
      'follow',
      'subject',
      { label: 'Session 53, 2–13 Nov 2026', value: 'upr/s53' },
      { label: 'Senegal', value: 'state/SEN' },
    );

    expect(await completion(desk, 'follow se', '/upr')).toEqual([['Session 53', 'Senegal'], 'se']);
  });

  it('offers the ids of statements, not their titles', async () => {
    const desk = deskWith('statement', 'id', { label: 'A joint text', value: 'us-2025-aclu-1' });

    expect(await completion(desk, 'statement us-', '/upr')).toEqual([['us-2025-aclu-1'], 'us-']);
  });

  it('offers commands while the first word is typed', async () => {
    const desk = deskWith('help', 'command', { label: 'status', value: 'status' });

    expect(await completion(desk, '/upr sta', '/upr')).toEqual([['status'], 'sta']);
  });

  it('offers the coalition’s own, which the desk looks up', async () => {
    const desk = {
      suggest: async (asked: string, of: string): Promise<readonly Suggestion[]> =>
        asked === 'deadline edit' && of === 'deadline' ? [{ label: 'Draft', value: 'd7k2' }] : [],
    };

    expect(await completion(desk, '/upr deadline edit d', '/upr')).toEqual([['d7k2'], 'd']);
  });

  it('offers the second word of a command', async () => {
    const desk = deskWith('help', 'command', { label: 'deadline add', value: 'deadline add' });

    expect(await completion(desk, '/upr deadline a', '/upr')).toEqual([
      ['deadline add'],
      'deadline a',
    ]);
  });

  it('offers what follows the second root, which ends with "admin" itself', async () => {
    const desk = deskWith('help', 'command', { label: 'admin link', value: 'admin link' });

    expect(await completion(desk, '/upr-admin li', '/upr')).toEqual([['admin link'], 'admin li']);
  });

  it('leaves what stands before an option alone', async () => {
    const desk = deskWith('status', 'state', PERU);

    expect(await completion(desk, 'status peru cycle:', '/upr')).toEqual([[], 'peru cycle:']);
  });

  it('offers nothing where the desk knows nothing', async () => {
    expect(await completion(deskWith('status', 'state'), 'status xyz', '/upr')).toEqual([
      [],
      'status xyz',
    ]);
  });
});
