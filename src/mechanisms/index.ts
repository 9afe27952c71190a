import type { Mechanism } from '../core/record/standing.ts';
import { upr } from './upr/index.ts';

/** The UN procedures that Vigil knows, the first of which answers today. */
export const mechanisms: readonly [Mechanism, ...Mechanism[]] = [upr];
