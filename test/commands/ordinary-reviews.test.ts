import { describe, expect, it } from 'vitest';
import { dateWords, edtf } from '../../src/core/dates/edtf.ts';
import type { State } from '../../src/core/record/record.ts';
import { plain, type Reply } from '../../src/core/reply.ts';
import { ask, houseOn } from '../support/house.ts';
import { linesOf } from './reading.ts';

const TODAY = '2026-11-21';
const house = await houseOn(TODAY);
const { record, mechanism, states } = house.core;

interface Card {
  readonly state: State;
  readonly cycle: number;
  readonly subject: string;
  readonly reply: Reply;
}

const CARDS: readonly Card[] = await Promise.all(
  mechanism.cycles.flatMap((cycle) =>
    states.all.map(async (state) => ({
      state,
      cycle,
      subject: `upr/${cycle}/${state.code}`,
      reply: await ask(house, `status ${state.code} cycle:${cycle}`),
    })),
  ),
);

/** Reviews of which the record holds more than a date, a report and an outcome are told elsewhere. */
const ORDINARY_KINDS = ['scheduled', 'held', 'outcome_adopted'];
const ordinary = CARDS.filter(({ subject }) => {
  const facts = record.about(subject);
  return (
    facts.length > 0 &&
    facts.every(({ kind, knownFrom }) => ORDINARY_KINDS.includes(kind) && !knownFrom)
  );
});

const named = ({ state, cycle }: Card): string => `${state.code} ${cycle}`;

/** Reviews whose session has ended without anybody having read what happened. */
const unread = (cards: readonly Card[]): readonly string[] =>
  cards
    .filter(({ subject }) => record.about(subject).every(({ kind }) => kind === 'scheduled'))
    .filter(({ subject }) => {
      const number = record.about(subject)[0]?.session ?? 0;
      return (mechanism.session(record, number)?.date?.last ?? TODAY) < TODAY;
    })
    .map(named);

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DATE = `(?:\\d{1,2} )?${MONTH} \\d{4}`;
const SPAN = `(?:(?:\\d{1,2} )?${MONTH}(?: \\d{4})?|\\d{1,2}) ?– ?${DATE}`;
const DATES = new RegExp(`${SPAN}|${DATE}`, 'g');

/** The sentence behind a line: without what differs from State to State. */
const template =
  (state: State) =>
  (line: string): string =>
    line
      .replaceAll(state.name, '<State>')
      .replace(DATES, '<date>')
      .replace(/\b\d(?:st|nd|rd|th) cycle/, '<nth> cycle')
      .replace(/session \d+/g, 'session <n>')
      .replace(/HRC\d+/g, 'HRC<n>')
      .replace(/according to .*/, 'according to <source>')
      .replace(/^Sources?: .+/, 'Sources: <sources>');

describe('the cards of all reviews', () => {
  it('are 771, for 193 States in four cycles; one State was not one yet', () => {
    const without = CARDS.filter(({ reply }) => reply.title.endsWith(': no review')).map(named);

    expect([states.all.length, CARDS.length - without.length, without]).toEqual([
      193,
      771,
      ['SSD 1'],
    ]);
  });

  it('answer without a problem, in a headline that every platform shows whole', () => {
    const wrong = CARDS.filter(({ reply }) => reply.problem || reply.title.length > 150);

    expect(wrong.map(named)).toEqual([]);
  });

  it('show no day that is not in the record', () => {
    const dates = [
      ...record.facts.flatMap((fact) => [
        ...[fact.date, fact.knownFrom].flatMap((date) => date ?? []),
        ...fact.rivals.map(({ value }) => value),
      ]),
      ...record.sources.flatMap(({ published, readOn }) => [published, readOn]),
    ].flatMap((date) => date ?? []);
    const known = new Set(
      dates
        .filter((date) => /^\d{4}/.test(date))
        .flatMap((date) => dateWords(edtf(date)).match(DATES) ?? []),
    );
    const words = ({ reply }: Card): string =>
      [reply.title, ...reply.blocks.flatMap(withoutNames)].join('\n');
    const invented = CARDS.flatMap((card) =>
      (words(card).match(DATES) ?? [])
        .filter((date) => !known.has(date))
        .map((date) => `${named(card)}: ${date}`),
    );

    expect(invented).toEqual([]);
  });

  it('say that nothing was read only where nothing was read', () => {
    const unverified = CARDS.filter(({ reply }) => 'unverified' in (reply.data ?? {}))
      .filter(({ reply }) => (reply.data as { unverified: boolean }).unverified)
      .map(named);

    expect(unverified.toSorted()).toEqual([...unread(CARDS), 'USA 4'].toSorted());
  });
});

/** A block without its sources, whose titles may hold any words. */
const withoutNames = (block: Reply['blocks'][number]): readonly string[] =>
  block.kind === 'note'
    ? [
        block.text
          .filter((span) => typeof span === 'string')
          .map((span) => plain([span]))
          .join(''),
      ]
    : linesOf({ title: '', tone: 'calm', audience: 'caller', blocks: [block] });

describe('an ordinary review', () => {
  it('is one of some 760', () => {
    expect(ordinary.length).toBe(761);
  });

  it('has one of five headlines, the same for every State', () => {
    const headlines = ordinary.map(({ state, reply }) => template(state)(reply.title));

    expect([...new Set(headlines)].toSorted()).toEqual([
      '<State> — UPR <nth> cycle: outcome adopted by the Council',
      '<State> — UPR <nth> cycle: reviewed in session <n>',
      '<State> — UPR <nth> cycle: reviewed on <date> (session <n>)',
      '<State> — UPR <nth> cycle: scheduled for session <n>',
      '<State> — UPR <nth> cycle: the time of session <n> has passed and no source has been read on what happened',
    ]);
  });

  it('is told in these sentences and no others', () => {
    const sentences = ordinary.flatMap(({ state, reply }) => linesOf(reply).map(template(state)));

    expect([...new Set(sentences)].toSorted()).toEqual([
      'Cooperation: no refusal on record',
      'Data as of <date>',
      'National report: deadline not found in a source',
      'National report: was due <date>; no source read on whether it came in',
      'No dated fact yet; calendar read on <date>',
      'Other values given',
      'Outcome: adopted at HRC<n> (<date>)',
      'Outcome: adopted at HRC<n> (<date>) (as reported)',
      'Outcome: adopted at HRC<n> on <date>',
      'Outcome: no source read on its adoption by the Council',
      'Outcome: no source read on its adoption by the Council; by the cycle’s usual pattern it goes to HRC<n> (an estimate)',
      'Review: held <date> (day not found) (as reported), session <n>',
      'Review: held <date> (day not found), session <n>',
      'Review: held <date>, session <n>',
      'Review: held <date>, session <n> (as reported)',
      'Review: held <date>, session <n> (from memory, no source read)',
      'Review: scheduled for <date> (day not found), session <n>',
      'Review: scheduled for <date> (day not found), session <n> (tentative)',
      'Review: was set for <date> (day not found) (from memory, no source read), session <n> (tentative). That time has passed and no source has been read on what happened',
      'Review: was set for <date> (day not found) (from memory, no source read), session <n>. That time has passed and no source has been read on what happened',
      'Sources: <sources>',
      'Stakeholder submissions: closed (deadline <date>)',
      'The newest fact is over a year old: check before relying on it.',
      'The newest fact is over six months old: check before relying on it.',
      'deadline for the national report: <date>, according to <source>',
      'review held: <date>, according to <source>',
    ]);
  });
});
