/** Numbers that a seed decides: the same seed, the same harm. */
export interface Dice {
  /** From `least` up to, without, `most`. */
  between(least: number, most: number): number;
  /** From 0 up to, without, `sides`. */
  roll(sides: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** So many different ones. */
  some<Item>(items: readonly Item[], count: number): Item[];
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  /** Mulberry32 (Tommy Ettinger, public domain). */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (sides: number): number => Math.floor(next() * sides);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[roll(items.length)];
    if (item === undefined) throw new Error('Nothing to pick from');
    return item;
  };
  return {
    between: (least, most) => least + next() * (most - least),
    roll,
    pick,
    some(items, count) {
      const left = [...items];
      return Array.from({ length: Math.min(count, items.length) }, () => {
        const [taken] = left.splice(roll(left.length), 1);
        if (taken === undefined) throw new Error('Nothing is left');
        return taken;
      });
    },
  };
}
