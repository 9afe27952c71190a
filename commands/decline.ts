import { declined } from '../src/core/coalition/request-outcome.ts';
import { requestToDecide } from '../src/core/coalition/request-to-decide.ts';
import { defineCommand } from '../src/core/command.ts';

/** `/upr decline k7qm2`: the no of a button, or typed. */
export const decline = defineCommand({
  name: 'decline',
  summary: 'Say no to a request that waits for you',
  examples: ['decline k7qm2'],
  needs: 'self',
  shared: false,
  options: {
    request: {
      kind: 'text',
      summary: 'The id of the request',
      positional: true,
      required: true,
      example: 'k7qm2',
    },
  },

  run: async (call, core) => declined(await requestToDecide(call, core, 'decline'), core),
});
