import { type Day, dateWords, daysBetween, edtf } from '../dates/edtf.ts';
import type { Block, Link, Span, Text } from '../reply.ts';
import type { Confidence, Fact, PublicRecord, Source } from './record.ts';

/** A source as `vigil ask --format json` prints it. */
export interface SourceData {
  readonly id: string;
  readonly publisher: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly published: string | null;
  readonly readOn: Day;
  readonly grade: string;
}

export const sourceData = (source: Source): SourceData => ({
  id: source.id,
  publisher: source.publisher,
  title: source.title ?? null,
  url: source.url ?? null,
  published: source.published ?? null,
  readOn: source.readOn,
  grade: source.grade,
});

const HEDGES: Record<Confidence, string> = {
  confirmed: '',
  reported: ' (as reported)',
  tentative: ' (tentative)',
  memory: ' (from memory, no source read)',
};

/** What stands behind a value that is not confirmed, with its space; nothing behind one that is. */
export const hedge = (confidence: Confidence): string => HEDGES[confidence];

/** The distinct sources of some facts, in the order of the facts. */
export function sourcesOf(record: PublicRecord, facts: readonly Pick<Fact, 'source'>[]): Source[] {
  return [...new Set(facts.map(({ source }) => source))].map((id) => record.source(id));
}

/** A source as a link: `OHCHR: 8th session (12 Apr 2010)`; one without a page stays plain. */
export function cite(source: Source): Span {
  const label = sourceLabel(source);
  return source.url ? ({ label, url: source.url } satisfies Link) : label;
}

/** The same, short, for lines of a list: only who published it. */
export function citeShort({ publisher, url, grade }: Source): Span {
  const label = grade === 'other' ? `${publisher}, little-known site` : publisher;
  return url ? { label, url } : label;
}

function sourceLabel({ publisher, title, published, grade }: Source): string {
  const named = title ? `${publisher}: ${title}` : publisher;
  const dated = published ? `${named} (${dateWords(edtf(published))})` : named;
  return grade === 'other' ? `${dated}, little-known site` : dated;
}

/** `Sources: A; B` as small print. */
export function sourcesNote(sources: readonly Source[]): Block {
  const cited = sources.flatMap(
    (source, i): Text => (i === 0 ? [cite(source)] : ['; ', cite(source)]),
  );
  return { kind: 'note', text: [sources.length === 1 ? 'Source: ' : 'Sources: ', ...cited] };
}

/**
 * Values of other sources for what a card says, as far as those were published (or, undated, read)
 * by the day. Little-known sites stay off the card; the timeline has them.
 */
export function rivalBlocks(record: PublicRecord, facts: readonly Fact[], asOf: Day): Block[] {
  const items = facts
    .flatMap(({ rivals }) => rivalWords(record, rivals, asOf))
    .filter(({ source }) => source.grade !== 'other')
    .map(({ text }) => text);
  return items.length > 0 ? [{ kind: 'list', heading: 'Other values given', items }] : [];
}

/** What each rival says, with its source. */
export function rivalWords(
  record: PublicRecord,
  rivals: Fact['rivals'],
  asOf: Day,
): { source: Source; text: Text }[] {
  return rivals
    .map(({ value, source }) => ({ value, source: record.source(source) }))
    .filter(({ source: { published, readOn } }) => edtf(published ?? readOn).last <= asOf)
    .map(({ value, source }) => ({
      source,
      text: [`${valueWords(value)}, according to `, citeShort(source)],
    }));
}

const DATE = /^\d{4}(-\d{2}){0,2}[?~%]?(\/\d{4}(-\d{2}){0,2}[?~%]?)?$/;

/** A rival value is a date in EDTF or words of the source, which may begin with a year. */
const valueWords = (value: string): string => (DATE.test(value) ? dateWords(edtf(value)) : value);

/** `Answered as of 8 Nov 2025`, where a past day was asked for. */
export const answeredAsOf = (asOf: Day, past: boolean): Block[] =>
  past ? [{ kind: 'note', text: [`Answered as of ${dateWords(edtf(asOf))}`] }] : [];

/** Days after which a card warns that its newest fact is old. */
const STALE_DAYS = 180;
const YEAR_DAYS = 365;

/**
 * "Data as of …", and a warning where that is long ago. `newest` is the EDTF
 * date of the newest fact; without one, the calendar's reading day stands in.
 */
export function ageBlocks(
  newest: string | undefined,
  readOn: Day,
  asOf: Day,
  past: boolean,
): Block[] {
  const answered = past ? `Answered as of ${dateWords(edtf(asOf))}. ` : '';
  if (!newest)
    return [
      {
        kind: 'note',
        text: [`${answered}No dated fact yet; calendar read on ${dateWords(edtf(readOn))}`],
      },
    ];
  const date = edtf(newest);
  const days = daysBetween(date.last, asOf);
  const old = days > YEAR_DAYS ? 'over a year old' : days > STALE_DAYS ? 'over six months old' : '';
  const note: Block = { kind: 'note', text: [`${answered}Data as of ${dateWords(date)}`] };
  return old
    ? [note, { kind: 'warning', text: [`The newest fact is ${old}: check before relying on it.`] }]
    : [note];
}
