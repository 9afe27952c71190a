import { today } from '../../src/core/clock.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import { demand } from '../../src/core/coalition/rights.ts';
import { defineCommand } from '../../src/core/command.ts';
import { ownDateWords } from '../../src/core/own/dates.ts';
import { deadlineCalled } from '../../src/core/own/lookup.ts';
import { WHICH_DEADLINE } from '../../src/core/own/options.ts';
import { ownData, ownFields } from '../../src/core/own/words.ts';

/** `/upr deadline drop d7k2`: shows what would end, then ends it. */
export const deadlineDrop = defineCommand({
  name: 'deadline drop',
  summary: 'End a deadline of your own, and its reminders',
  examples: ['deadline drop d7k2'],
  options: {
    deadline: WHICH_DEADLINE,
    confirm: { kind: 'flag', summary: 'End it at once' },
  },
  shared: false,
  // What only who asks may see takes no role to end: who has left the coalition keeps that.
  needs: 'read',

  async run(call, core) {
    const { options, who } = call;
    const own = await deadlineCalled(core, who, options.deadline ?? '');
    if (own.visibility.to !== 'person') demand(who, 'write');
    if (options.confirm === undefined) {
      const organisations = await core.organisations.organisations(who.coalition.id);
      return {
        title: `End '${own.title}'?`,
        tone: 'warning',
        audience: 'caller',
        blocks: [
          {
            kind: 'fields',
            fields: ownFields(core, own, { organisations, asOf: today(core.clock) }),
          },
          {
            kind: 'paragraph',
            text: [
              'Nobody who sees it will see it any more, and reminders of it end. This cannot be taken back.',
            ],
          },
        ],
        buttons: [{ does: 'ask', label: 'End it', command: `deadline drop ${own.id} confirm` }],
        data: { confirm: true, ...ownData(own) },
      };
    }
    await core.deadlines.drop(who.coalition.id, own.id, actOf(call, core));
    return {
      title: `Ended: ${own.title}`,
      tone: 'done',
      audience: 'caller',
      blocks: [
        {
          kind: 'paragraph',
          text: [`It was due ${ownDateWords(own)}.`],
        },
      ],
      data: { dropped: own.id },
    };
  },
});
