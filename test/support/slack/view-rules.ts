import { type Json, judge } from './block-kit.ts';

const KEYS: Readonly<Record<string, readonly string[]>> = {
  modal: ['title', 'submit', 'close', 'clear_on_close', 'notify_on_close', 'submit_disabled'],
  home: [],
};
const SHARED_KEYS = ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'];
const LENGTHS = { private_metadata: 3_000, callback_id: 255, external_id: 255 };
const MOST_BYTES = 250_000;

export const isTooLarge = (view: Json): boolean =>
  Buffer.byteLength(JSON.stringify(view)) > MOST_BYTES;

/** What is wrong with a view of this type. https://docs.slack.dev/reference/views */
export function judgeView(view: unknown, type: 'modal' | 'home'): readonly string[] {
  if (typeof view !== 'object' || view === null) return ['not an object'];
  const given = view as Json;
  const known = [...SHARED_KEYS, ...(KEYS[type] ?? [])];
  return [
    ...(given.type === type ? [] : [`type: ${String(given.type)}, not ${type}`]),
    ...Object.keys(given)
      .filter((key) => !known.includes(key))
      .map((key) => `unknown key ${key}`),
    ...Object.entries(LENGTHS).flatMap(([key, most]) => long(given[key], key, most)),
    ...(type === 'modal' ? judgeFrame(given) : []),
    ...judgeBlocks(given.blocks),
  ];
}

/** The blocks of a view that people fill in. */
export const inputsOf = (view: Json): readonly Json[] =>
  Array.isArray(view.blocks) ? (view.blocks as Json[]).filter(isInput) : [];

const isInput = (block: Json | null): boolean => block?.type === 'input';

function long(value: unknown, key: string, most: number): readonly string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return [`${key}: not text`];
  return value.length > most ? [`${key}: ${value.length} characters, more than ${most}`] : [];
}

function judgeFrame(view: Json): readonly string[] {
  const needed = ['title', ...(inputsOf(view).length > 0 ? ['submit'] : [])];
  return ['title', 'submit', 'close'].flatMap((key) => {
    if (view[key] === undefined) return needed.includes(key) ? [`${key}: missing`] : [];
    return judgeLabel(view[key], key, 24);
  });
}

function judgeLabel(value: unknown, key: string, most: number): readonly string[] {
  const label = value as Json | null | undefined;
  if (label?.type !== 'plain_text') return [`${key}: not plain_text`];
  return label.text === '' ? [`${key}: empty`] : long(label.text ?? null, key, most);
}

/** Blocks as in a message, except that a view takes 100 of them, and inputs. */
function judgeBlocks(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return ['blocks: not a list'];
  const asMessage = (blocks as Json[]).map((block) =>
    isInput(block) ? { type: 'divider', block_id: block.block_id } : block,
  );
  return [
    ...(blocks.length > 100 ? [`blocks: ${blocks.length}, more than 100`] : []),
    ...judge({ text: 'view', blocks: asMessage }).problems.filter(
      (problem) => !/^blocks: .* more than (50|13,200)$/.test(problem),
    ),
    ...(blocks as Json[]).flatMap((block, i) => (isInput(block) ? judgeInput(block, i) : [])),
  ];
}

function judgeInput(block: Json, i: number): readonly string[] {
  const element = block.element as Json | undefined;
  return [
    ...judgeLabel(block.label, `blocks/${i}: label`, 2_000),
    ...(typeof element?.type === 'string' ? [] : [`blocks/${i}: no element`]),
    ...long(element?.action_id, `blocks/${i}: action_id`, 255),
  ];
}
