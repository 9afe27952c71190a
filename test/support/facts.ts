import {
  createRecord,
  type Fact,
  type PublicRecord,
  type State,
} from '../../src/core/record/record.ts';

/** A fact of a review with everything that a test does not care about. */
export const fact = (over: Partial<Fact> & Pick<Fact, 'kind'>): Fact => ({
  id: `upr/4/PER/${over.kind}`,
  version: 1,
  subject: 'upr/4/PER',
  source: 'ohchr',
  confidence: 'confirmed',
  rivals: [],
  recordedAt: 0,
  batch: 'bundle',
  ...over,
});

export const session = (number: number, date: string, over: Partial<Fact> = {}): Fact =>
  fact({
    kind: 'session_dates',
    id: `upr/s${number}/dates`,
    subject: `upr/s${number}`,
    date,
    detail: '4',
    ...over,
  });

/** A name in none of the other languages. */
export const NO_NAMES = { fr: '', es: '', ar: '', ru: '', zh: '' };

/** `state('MLI', 'Mali')`: known by its name in English, unless more is said. */
export const state = (code: string, name: string, over: Partial<State> = {}): State => ({
  code,
  iso2: code.slice(0, 2),
  m49: '000',
  name,
  group: 'African Group',
  aliases: [],
  names: NO_NAMES,
  askBack: [],
  ...over,
});

export const PERU: State = {
  code: 'PER',
  iso2: 'PE',
  m49: '604',
  name: 'Peru',
  group: 'GRULAC',
  aliases: [],
  names: { fr: 'Pérou', es: 'Perú', ar: 'بيرو', ru: 'Перу', zh: '秘鲁' },
  askBack: [],
};

export const recordOf = (...facts: readonly Fact[]): PublicRecord =>
  createRecord({
    states: [PERU],
    facts,
    statements: [],
    sources: [
      {
        id: 'ohchr',
        publisher: 'OHCHR',
        url: 'https://www.ohchr.org/en/hr-bodies/upr',
        readOn: '2026-11-21',
        grade: 'official',
      },
    ],
  });
