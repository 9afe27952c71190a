import { confirmed } from '../src/core/coalition/request-outcome.ts';
import { requestToDecide } from '../src/core/coalition/request-to-decide.ts';
import { defineCommand } from '../src/core/command.ts';

/** `/upr confirm k7qm2`: the yes of a button, or typed. */
export const confirm = defineCommand({
  name: 'confirm',
  summary: 'Say yes to a request that waits for you',
  examples: ['confirm k7qm2'],
  // Who may decide depends on the request: see src/core/coalition/request-to-decide.ts.
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

  run: async (call, core) => confirmed(await requestToDecide(call, core, 'confirm'), core),
});
