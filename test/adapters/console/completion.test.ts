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
  it('offers the States that begin so, by name', () => {
    const desk = deskWith('status', 'state', COLOMBIA, CAMBODIA, PERU);

    expect(completion(desk, '/upr status c', '/upr')).toEqual([['Colombia', 'Cambodia'], 'c']);
  });

  it('offers the nearest alone where none begins so, because readline puts in what all share', () => {
    const desk = deskWith('status', 'state', COLOMBIA, CAMBODIA);

    expect(completion(desk, 'status kolombia', '/upr')).toEqual([['Colombia'], 'kolombia']);
  });

  it('offers sessions and States to follow', () => {
    const desk = deskWith(
      'follow',
      'subject',
      { label: 'Session 53, 2–13 Nov 2026', value: 'upr/s53' },
      { label: 'Senegal', value: 'state/SEN' },
    );

    expect(completion(desk, 'follow se', '/upr')).toEqual([['Session 53', 'Senegal'], 'se']);
  });

  it('offers the ids of statements, not their titles', () => {
    const desk = deskWith('statement', 'id', { label: 'A joint text', value: 'us-2025-aclu-1' });

    expect(completion(desk, 'statement us-', '/upr')).toEqual([['us-2025-aclu-1'], 'us-']);
  });

  it('offers commands while the first word is typed', () => {
    const desk = deskWith('help', 'command', { label: 'status', value: 'status' });

    expect(completion(desk, '/upr sta', '/upr')).toEqual([['status'], 'sta']);
  });

  it('leaves what stands before an option alone', () => {
    const desk = deskWith('status', 'state', PERU);

    expect(completion(desk, 'status peru cycle:', '/upr')).toEqual([[], 'peru cycle:']);
  });

  it('offers nothing where the desk knows nothing', () => {
    expect(completion(deskWith('status', 'state'), 'status xyz', '/upr')).toEqual([[], 'xyz']);
  });
});
