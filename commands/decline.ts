import { declined, takenBack } from '../src/core/coalition/request-outcome.ts';
import { requestToDecide, requestToTakeBack } from '../src/core/coalition/request-to-decide.ts';
import { defineCommand } from '../src/core/command.ts';

/** `/upr decline k7qm2`: the no of a button, or typed; for who asked to join, that they no longer do. */
export const decline = defineCommand({
  name: 'decline',
  summary: 'Say no to a request, or take back your own',
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

  async run(call, core) {
    const own = await requestToTakeBack(call, core);
    return own
      ? takenBack(own, core)
      : declined(await requestToDecide(call, core, 'decline'), core);
  },
});
