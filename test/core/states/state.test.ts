import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { State } from '../../../src/core/record/record.ts';
import { createStateIndex } from '../../../src/core/states/state.ts';
import { NO_NAMES, state } from '../../support/facts.ts';

/** Look-alikes, and the traps of codes and names. */
const STATES: readonly State[] = [
  state('AND', 'Andorra', { iso2: 'AD', m49: '020' }),
  state('AUS', 'Australia', { iso2: 'AU', m49: '036' }),
  state('AUT', 'Austria', { iso2: 'AT', m49: '040' }),
  state('BOL', 'Bolivia (Plurinational State of)', { iso2: 'BO', m49: '068' }),
  state('BRA', 'Brazil', { iso2: 'BR', m49: '076', names: { ...NO_NAMES, es: 'Brasil' } }),
  state('CAN', 'Canada', { iso2: 'CA', m49: '124' }),
  state('CHN', 'China', { iso2: 'CN', m49: '156', names: { ...NO_NAMES, zh: '中国' } }),
  state('CIV', "Côte d'Ivoire", { iso2: 'CI', m49: '384', aliases: ['Ivory Coast'] }),
  state('COD', 'Democratic Republic of the Congo', {
    iso2: 'CD',
    m49: '180',
    aliases: ['DRC'],
    askBack: ['Congo', 'DR'],
  }),
  state('COG', 'Congo', {
    iso2: 'CG',
    m49: '178',
    aliases: ['Republic of the Congo'],
    askBack: ['Congo'],
  }),
  state('COL', 'Colombia', { iso2: 'CO', m49: '170' }),
  state('DOM', 'Dominican Republic', { iso2: 'DO', m49: '214', askBack: ['DR'] }),
  state('GIN', 'Guinea', {
    iso2: 'GN',
    m49: '324',
    names: { ...NO_NAMES, fr: 'Guinée' },
    askBack: ['Guinea', 'Guinée'],
  }),
  state('GNB', 'Guinea-Bissau', { iso2: 'GW', m49: '624', askBack: ['Guinea', 'Guinée'] }),
  state('GNQ', 'Equatorial Guinea', { iso2: 'GQ', m49: '226', askBack: ['Guinea', 'Guinée'] }),
  state('IND', 'India', { iso2: 'IN', m49: '356' }),
  state('IRN', 'Iran (Islamic Republic of)', { iso2: 'IR', m49: '364', aliases: ['Iran'] }),
  state('IRQ', 'Iraq', { iso2: 'IQ', m49: '368' }),
  state('KNA', 'Saint Kitts and Nevis', { iso2: 'KN', m49: '659' }),
  state('KOR', 'Republic of Korea', {
    iso2: 'KR',
    m49: '410',
    aliases: ['South Korea'],
    names: { ...NO_NAMES, fr: 'Corée du Sud', ru: 'Республика Корея' },
    askBack: ['Korea'],
  }),
  state('MLI', 'Mali', { iso2: 'ML', m49: '466' }),
  state('MLT', 'Malta', { iso2: 'MT', m49: '470' }),
  state('NER', 'Niger', { iso2: 'NE', m49: '562' }),
  state('NGA', 'Nigeria', { iso2: 'NG', m49: '566' }),
  state('PNG', 'Papua New Guinea', { iso2: 'PG', m49: '598', askBack: ['Guinea', 'Guinée'] }),
  state('PRK', "Democratic People's Republic of Korea", {
    iso2: 'KP',
    m49: '408',
    names: { ...NO_NAMES, fr: 'Corée du Nord' },
    askBack: ['Korea'],
  }),
  state('RUS', 'Russian Federation', {
    iso2: 'RU',
    m49: '643',
    aliases: ['Russia'],
    names: { ...NO_NAMES, ar: 'روسيا', ru: 'Российская Федерация' },
  }),
  state('SAU', 'Saudi Arabia', { iso2: 'SA', m49: '682', askBack: ['SA'] }),
  state('SSD', 'South Sudan', { iso2: 'SS', m49: '728' }),
  state('SDN', 'Sudan', { iso2: 'SD', m49: '729' }),
  state('SVK', 'Slovakia', { iso2: 'SK', m49: '703' }),
  state('SVN', 'Slovenia', { iso2: 'SI', m49: '705' }),
  state('TUR', 'Türkiye', { iso2: 'TR', m49: '792', aliases: ['Turkey'] }),
  state('USA', 'United States of America', {
    iso2: 'US',
    m49: '840',
    aliases: ['USA', 'U.S.', 'United States', 'America'],
  }),
  state('GBR', 'United Kingdom of Great Britain and Northern Ireland', {
    iso2: 'GB',
    m49: '826',
    aliases: ['UK', 'United Kingdom'],
  }),
  state('ZAF', 'South Africa', { iso2: 'ZA', m49: '710', askBack: ['SA'] }),
];

const index = createStateIndex(STATES);

/** `USA`, `GIN or GNB`, `unknown, near MLT`: what is found, in short. */
function found(typed: string): string {
  const answer = index.find(typed);
  if (answer.kind === 'one') return answer.state.code;
  const states = answer.kind === 'several' ? answer.states : answer.nearest;
  const codes = states.map(({ code }) => code);
  if (answer.kind === 'several') return codes.join(' or ');
  return codes.length > 0 ? `unknown, near ${codes.join(' ')}` : 'unknown';
}

describe('finding a State', () => {
  it.each([
    ['by its UN name', 'United States of America', 'USA'],
    ['by an everyday name', 'america', 'USA'],
    ['by a name with "the"', 'the united states', 'USA'],
    ['by its alpha-3 code', 'gbr', 'GBR'],
    ['by its alpha-2 code', 'GB', 'GBR'],
    ['by its M49 code', '840', 'USA'],
    ['by an acronym with full stops', 'u.s.', 'USA'],
    ['without accents', 'cote d ivoire', 'CIV'],
    ['with another apostrophe', 'CÔTE D’IVOIRE', 'CIV'],
    ['with a hyphen too few', 'guinea bissau', 'GNB'],
    ['with a hyphen too many', 'south-africa', 'ZAF'],
    ['without the space', 'southafrica', 'ZAF'],
    ['with "St" for "Saint"', 'St. Kitts & Nevis', 'KNA'],
    ['in Turkish capitals', 'TÜRKİYE', 'TUR'],
    ['in full-width letters', 'ＩＮＤＩＡ', 'IND'],
    ['in Spanish', 'brasil', 'BRA'],
    ['in Russian', 'республика корея', 'KOR'],
    ['in Arabic with vowel signs', 'رُوسِيَا', 'RUS'],
    ['in Chinese', '中国', 'CHN'],
    ['by the beginning of its UN name', 'bolivia', 'BOL'],
    ['by its UN name turned round', 'Islamic Republic of Iran', 'IRN'],
    ['by a name that is inside another', 'sudan', 'SDN'],
    ['by a long name that holds an ambiguous one', 'republic of the congo', 'COG'],
  ])('%s: %s', (_, typed, code) => {
    expect(found(typed)).toBe(code);
  });

  it.each([
    ['two letters swapped', 'Untied States', 'USA'],
    ['two letters swapped at the end', 'colombai', 'COL'],
    ['a letter left out', 'cote divoir', 'CIV'],
    ['a letter changed', 'columbia', 'COL'],
    ['a letter doubled', 'inndia', 'IND'],
  ])('with %s: %s', (_, typed, code) => {
    expect(found(typed)).toBe(code);
  });

  it.each([
    ['korea', 'PRK or KOR'],
    ['Corée', 'PRK or KOR'],
    ['congo', 'COG or COD'],
    ['DR', 'COD or DOM'],
    ['sa', 'SAU or ZAF'],
    ['guinea', 'GIN or GNB or GNQ or PNG'],
    ['guinée', 'GIN or GNQ or GNB or PNG'],
    ['gunea', 'GIN or GNB or GNQ or PNG'],
    ['united', 'GBR or USA'],
    ['south', 'KOR or ZAF or SSD'],
  ])('asks back for %s: %s', (typed, choices) => {
    expect(found(typed)).toBe(choices);
  });

  it.each([
    ['Nigr', 'unknown, near NER NGA'],
    ['nigera', 'unknown, near NER NGA'],
    ['nigerai', 'unknown, near NGA NER'],
    ['austrlia', 'unknown, near AUS AUT'],
    ['austra', 'unknown, near AUS AUT'],
    ['irann', 'unknown, near IRN IRQ'],
    ['iraqi', 'unknown, near IRQ IRN'],
    ['malt', 'unknown, near MLT MLI'],
    ['slovnia', 'unknown, near SVN SVK'],
  ])('does not guess between look-alikes: %s', (typed, answer) => {
    expect(found(typed)).toBe(answer);
  });

  it.each([
    ['can', 'unknown, near CAN'],
    ['and', 'unknown, near AND'],
    ['in', 'unknown, near IND'],
    ['CAN', 'CAN'],
    ['IN', 'IND'],
  ])('takes a code that is a word for a code in capitals only: %s', (typed, answer) => {
    expect(found(typed)).toBe(answer);
  });

  it.each([
    ['frobnicate usa', 'unknown, near USA'],
    ['what of france and sudan', 'unknown, near SDN'],
    ['mai', 'unknown, near MLI'],
    ['slo', 'unknown, near SVK SVN'],
    ['untide stats', 'unknown, near USA'],
    ['Absurdistan', 'unknown'],
    ['American Samoa', 'unknown'],
    ['', 'unknown'],
    ['😀', 'unknown'],
    ['x'.repeat(4_000), 'unknown'],
  ])('offers the nearest for %s', (typed, answer) => {
    expect(found(typed)).toBe(answer);
  });

  it('never makes one State of another by a slip', () => {
    const letter = fc.constantFrom(...'abcdefghiklmnoprstuvxyz');
    const typo = fc
      .record({ state: fc.constantFrom(...STATES), at: fc.nat(20), letter, kind: fc.nat(3) })
      .map(({ state: meant, at, letter: other, kind }) => {
        const { name } = meant;
        const place = at % name.length;
        const [before, after] = [name.slice(0, place), name.slice(place)];
        const swapped = `${before}${after[1] ?? ''}${after[0]}${after.slice(2)}`;
        const all = [
          before + after.slice(1),
          before + other + after,
          before + other + after.slice(1),
          swapped,
        ];
        return { meant, typed: all[kind] ?? name };
      });
    const names = new Set(STATES.map(({ name }) => name.toLowerCase()));

    fc.assert(
      fc.property(typo, ({ meant, typed }) => {
        fc.pre(!names.has(typed.toLowerCase()));
        const answer = index.find(typed);
        if (answer.kind === 'one') expect(answer.state).toBe(meant);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every State by its own name, or asks back with it among the choices', () => {
    for (const each of STATES) expect(found(each.name).split(' or ')).toContain(each.code);
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        expect(['one', 'several', 'none']).toContain(index.find(typed).kind);
      }),
    );
  });
});

describe('a State by code', () => {
  it('is found in any case', () => {
    expect(index.byCode('usa')?.name).toBe('United States of America');
  });

  it('is undefined where nobody has the code', () => {
    expect(index.byCode('XXX')).toBeUndefined();
  });
});

describe('completing a State while it is typed', () => {
  const completed = (typed: string, limit = 25): readonly string[] =>
    index.complete(typed, limit).map(({ code }) => code);

  it.each([
    ['nothing', '', []],
    ['the beginning of UN names, in their order', 'slo', ['SVK', 'SVN']],
    ['UN names before words inside names', 'gui', ['GIN', 'GNB', 'GNQ', 'PNG']],
    ['UN names before everyday ones', 'a', ['AND', 'AUS', 'AUT', 'USA', 'SAU', 'ZAF']],
    ['who is called exactly so first', 'us', ['USA']],
    ['a code that is a word', 'can', ['CAN']],
    ['another language', 'кор', ['KOR']],
    ['no accents', 'cote d i', ['CIV']],
    ['a mistyped beginning', 'colmb', ['COL']],
    ['"st" that is no saint yet', 'united st', ['USA']],
    ['nothing near', 'qqq', []],
  ])('offers for %s', (_, typed, codes) => {
    expect(completed(typed)).toEqual(codes);
  });

  it('offers no more than asked for', () => {
    expect(completed('s', 2)).toHaveLength(2);
  });

  it('offers each State once for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const codes = completed(typed);
        expect(codes).toEqual([...new Set(codes)]);
      }),
    );
  });
});
