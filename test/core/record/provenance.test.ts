import { describe, expect, it } from 'vitest';
import {
  ageBlocks,
  cite,
  rivalBlocks,
  rivalWords,
  sourceData,
  sourcesNote,
  sourcesOf,
} from '../../../src/core/record/provenance.ts';
import { createRecord, type Source } from '../../../src/core/record/record.ts';
import { fact } from '../../support/facts.ts';

const source = (over: Partial<Source> = {}): Source => ({
  id: 'ohchr',
  publisher: 'OHCHR',
  title: '8th session',
  url: 'https://www.ohchr.org/8',
  published: '2010-04-12',
  readOn: '2026-11-21',
  grade: 'official',
  ...over,
});

const BARE: Source = { id: 'talk', publisher: 'A talk', readOn: '2026-11-20', grade: 'none' };

const record = createRecord({
  states: [],
  facts: [],
  statements: [],
  sources: [
    source(),
    BARE,
    {
      id: 'press',
      publisher: 'The Times',
      url: 'https://times.example/',
      published: '2025-11-10',
      readOn: '2026-11-20',
      grade: 'press',
    },
    { id: 'mirror', publisher: 'A mirror', readOn: '2026-11-20', grade: 'other' },
  ],
});

describe('a source', () => {
  it('is cited with publisher, title and day, as a link', () => {
    expect(cite(source())).toEqual({
      label: 'OHCHR: 8th session (12 Apr 2010)',
      url: 'https://www.ohchr.org/8',
    });
  });

  it('is plain where it has no page', () => {
    expect(cite(BARE)).toBe('A talk');
  });

  it('is said to be a little-known site where it is one', () => {
    expect(cite(source({ grade: 'other', published: '2010' }))).toEqual({
      label: 'OHCHR: 8th session (2010), little-known site',
      url: 'https://www.ohchr.org/8',
    });
  });

  it('has every field for programs, null where it is not known', () => {
    expect(sourceData(BARE)).toEqual({
      id: 'talk',
      publisher: 'A talk',
      title: null,
      url: null,
      published: null,
      readOn: '2026-11-20',
      grade: 'none',
    });
  });
});

describe('the sources of facts', () => {
  it('are named once each, in the order of the facts', () => {
    const facts = [{ source: 'talk' }, { source: 'ohchr' }, { source: 'talk' }];

    expect(sourcesOf(record, facts)).toEqual([BARE, source()]);
  });

  it('are small print on a card', () => {
    expect(sourcesNote([source({ title: 'A' }), BARE])).toEqual({
      kind: 'note',
      text: [
        'Sources: ',
        { label: 'OHCHR: A (12 Apr 2010)', url: 'https://www.ohchr.org/8' },
        '; ',
        'A talk',
      ],
    });
  });

  it('are one source where there is one', () => {
    expect(sourcesNote([BARE])).toEqual({ kind: 'note', text: ['Source: ', 'A talk'] });
  });
});

describe('sources that disagree', () => {
  const RIVALS = [
    { value: '2026-04', source: 'talk' },
    { value: '2026 or sooner', source: 'press' },
    { value: '2027', source: 'mirror' },
  ];
  const facts = [fact({ kind: 'scheduled' }), fact({ kind: 'rescheduled', rivals: RIVALS })];
  const rivals = (asOf: string): readonly unknown[] =>
    rivalBlocks(record, facts, asOf).flatMap((block) => ('items' in block ? block.items : []));

  it('are shown beside each other, but for little-known sites', () => {
    expect(rivalBlocks(record, facts, '2026-11-21')).toEqual([
      {
        kind: 'list',
        heading: 'Other values given',
        items: [
          ['Apr 2026, according to ', 'A talk'],
          ['2026 or sooner, according to ', { label: 'The Times', url: 'https://times.example/' }],
        ],
      },
    ]);
  });

  it('disagree only from the day on which each was published or, undated, read', () => {
    const counts = ['2025-11-09', '2025-11-10', '2026-11-21'].map((day) => rivals(day).length);

    expect(counts).toEqual([0, 1, 2]);
  });

  it('take no room where there are none', () => {
    expect(rivalBlocks(record, [fact({ kind: 'scheduled' })], '2026-11-21')).toEqual([]);
  });

  it('are all named in a timeline, little-known sites as such', () => {
    expect(rivalWords(record, RIVALS, '2026-11-21').map(({ text }) => text.at(-1))).toEqual([
      'A talk',
      { label: 'The Times', url: 'https://times.example/' },
      'A mirror, little-known site',
    ]);
  });
});

describe('the age of a card', () => {
  const words = (newest: string | undefined, asOf: string, past = false): readonly unknown[] =>
    ageBlocks(newest, '2026-11-21', asOf, past).map((block) => 'text' in block && block.text[0]);

  const SIX_MONTHS = 'The newest fact is over six months old: check before relying on it.';
  const A_YEAR = 'The newest fact is over a year old: check before relying on it.';

  it.each([
    ['2025-11-07', '2025-11-07', ['Data as of 7 Nov 2025']],
    ['2025-11-07', '2026-05-06', ['Data as of 7 Nov 2025']],
    ['2025-11-07', '2026-05-07', ['Data as of 7 Nov 2025', SIX_MONTHS]],
    ['2025-11-07', '2026-11-07', ['Data as of 7 Nov 2025', SIX_MONTHS]],
    ['2025-11-07', '2026-11-08', ['Data as of 7 Nov 2025', A_YEAR]],
    // A month is only as old as its last day.
    ['2025-11', '2026-05-29', ['Data as of Nov 2025']],
    ['2025-11', '2026-05-30', ['Data as of Nov 2025', SIX_MONTHS]],
  ])('of a fact of %s on %s is %j', (newest, asOf, shown) => {
    expect(words(newest, asOf)).toEqual(shown);
  });

  it('is that of the calendar where no fact is dated', () => {
    expect(words(undefined, '2026-11-21')).toEqual([
      'No dated fact yet; calendar read on 21 Nov 2026',
    ]);
  });

  it('names the day that was asked about', () => {
    expect(words('2025-08-04', '2025-08-05', true)).toEqual([
      'Answered as of 5 Aug 2025. Data as of 4 Aug 2025',
    ]);
  });
});
