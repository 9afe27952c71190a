import type { Core } from '../core.ts';
import type { Day } from '../dates/edtf.ts';
import { UserError } from '../errors.ts';
import type { Source, State } from './record.ts';

/** The State of a checked option. The router has resolved it, so an unknown code is a fault. */
export function stateNamed({ states }: Pick<Core, 'states'>, code: string | undefined): State {
  const state = states.byCode(code ?? '');
  if (!state) throw new Error(`No State '${code}' in the record`);
  return state;
}

/** The cycle asked for, else the one that the day falls in. */
export function cycleOf(
  { mechanism, record }: Pick<Core, 'mechanism' | 'record'>,
  asked: string | undefined,
  asOf: Day,
): number {
  if (asked === undefined) return mechanism.cycleOn(record, asOf);
  const cycle = Number(asked);
  if (!mechanism.cycles.includes(cycle))
    throw new UserError(`There is no cycle ${asked}: expected ${mechanism.cycles.join(', ')}.`);
  return cycle;
}

/** `4th cycle`. */
export function cycleWords(cycle: number): string {
  const endings: Record<number, string> = { 1: 'st', 2: 'nd', 3: 'rd' };
  return `${cycle}${endings[cycle] ?? 'th'} cycle`;
}

/** The last day on which one of the sources was read. */
export const latestReading = (sources: readonly Source[]): Day =>
  sources.reduce((latest, { readOn }) => (readOn > latest ? readOn : latest), '');
