import type { Rule } from '../rule.ts';
import { changes } from './changes.ts';
import { countdown } from './countdown.ts';
import { moved } from './moved.ts';
import { own } from './own.ts';
import { statements } from './statements.ts';

/**
 * Every rule, in the order in which notices of one instant go out: what
 * happened, what moved by it, what was said, what is due, what coalitions have
 * set for themselves. To add one: write its file, add its line.
 */
export const rules: readonly Rule[] = [changes, moved, statements, countdown, own];
