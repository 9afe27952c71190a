import { askToJoin } from '../../src/core/coalition/asking-to-join.ts';
import { defineCommand } from '../../src/core/command.ts';

/** `/upr-admin merge code:K7QM-2XPD`: this whole coalition wishes to join another. */
export const adminMerge = defineCommand({
  name: 'admin merge',
  summary: 'Join this whole coalition, all its places, to another by a code',
  examples: ['admin merge code:K7QM-2XPD'],
  needs: 'coordinate',
  shared: false,
  options: {
    code: {
      kind: 'text',
      summary: 'The code from the coalition to join',
      positional: true,
      required: true,
      example: 'K7QM-2XPD',
    },
  },

  run: ({ options, ...call }, core) =>
    askToJoin({ ...call, options }, core, options.code ?? '', 'merge'),
});
