import type { Confidence } from '../../src/core/record/record.ts';
import type { Rule } from './known.ts';

/** The one source of what nobody has read. */
const MEMORY = 'memory';

interface Claim {
  readonly place: string;
  readonly source: string;
  readonly confidence: Confidence;
}

const claims: (bundle: Parameters<Rule>[0]) => readonly Claim[] = ({ facts, statements }) => [
  ...facts.map(({ id, source, confidence }) => ({ place: id, source, confidence })),
  ...statements.map(({ id, ...rest }) => ({ ...rest, place: `statement ${id}` })),
];

/** Every line, and every value that rivals it, names a source that the record holds. */
export const sourcesNamed: Rule = (bundle, { sources }) => [
  ...claims(bundle).flatMap(({ place, source }) => {
    if (source === '') return [`${place}: no source (expected an id of sources.csv)`];
    return sources.has(source) ? [] : [`${place}: source '${source}' is not in sources.csv`];
  }),
  ...bundle.facts.flatMap(({ id, rivals }) =>
    rivals
      .filter(({ source }) => !sources.has(source))
      .map(({ source }) => `${id}: rival source '${source}' is not in sources.csv`),
  ),
];

/** What rests on memory says so, and nothing else does. */
export const memoryMarked: Rule = (bundle) =>
  claims(bundle)
    .filter(({ source, confidence }) => (source === MEMORY) !== (confidence === MEMORY))
    .map(
      ({ place, source, confidence }) =>
        `${place}: source '${source}' with confidence '${confidence}' (expected memory with memory only)`,
    );

/** Relays, mirrors and little-known sites are cited, never as authority. */
export const relaysNeverConfirm: Rule = (bundle, { sources }) =>
  claims(bundle)
    .filter(
      ({ source, confidence }) =>
        confidence === 'confirmed' && sources.get(source)?.grade === 'other',
    )
    .map(
      ({ place, source }) =>
        `${place}: confirmed by '${source}' of grade other (expected reported or tentative)`,
    );

export const everySourceGraded: Rule = ({ sources }) =>
  sources
    .filter(({ id, grade }) => (grade === 'none') !== (id === MEMORY))
    .map(({ id, grade }) => `source ${id}: grade '${grade}' (expected none for memory only)`);

/** Passing a statement on points to the statement passed on. */
export const resharesFound: Rule = ({ statements }) => {
  const ids = new Set(statements.map(({ id }) => id));
  return statements.flatMap(({ id, reshares }) =>
    reshares === undefined || (ids.has(reshares) && reshares !== id)
      ? []
      : [`statement ${id}: reshares '${reshares}' (expected the id of another statement)`],
  );
};
