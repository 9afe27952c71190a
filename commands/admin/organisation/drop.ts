import { canonical } from '../../../src/core/asking/arguments.ts';
import { MOST_COMMAND } from '../../../src/core/asking/problems.ts';
import { actOf } from '../../../src/core/coalition/audit.ts';
import type { Request } from '../../../src/core/coalition/links.ts';
import { organisationCalled } from '../../../src/core/coalition/lookup.ts';
import type { Organisation } from '../../../src/core/coalition/organisations.ts';
import { tellEndedByDrop } from '../../../src/core/coalition/requests-ended.ts';
import {
  type Command,
  defineCommand,
  type MemberCall,
  typedAs,
} from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/core.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { Reply } from '../../../src/core/reply.ts';

/** `/upr-admin organisation drop aclu`: says what ends with it, and does it once confirmed. */
export const adminOrganisationDrop: Command = defineCommand({
  name: 'admin organisation drop',
  summary: 'End the membership of an organisation',
  examples: ['admin organisation drop aclu'],
  needs: 'coordinate',
  shared: false,
  options: {
    organisation: {
      kind: 'organisation',
      summary: 'Which one: short or full name',
      positional: true,
      required: true,
      example: 'aclu',
    },
    confirm: { kind: 'flag', summary: 'Do it' },
  },

  async run(call, core) {
    const { options, who } = call;
    const organisation = await organisationCalled(core, who, options.organisation ?? '');
    const { id, short, name } = organisation;
    if (options.confirm === undefined) return preview(core, who.coalition.id, organisation);
    const ended = await drop(call, core, organisation);
    await tellEndedByDrop(core, who.coalition, organisation, ended);
    return {
      title: `${short} is no member organisation any more`,
      tone: 'done',
      audience: 'caller',
      blocks: [
        {
          kind: 'paragraph',
          text: [
            `Nobody speaks for ${name} from now on. Its people stay members. What was for several organisations stays for the others, and the log keeps its lines.`,
          ],
        },
      ],
      data: { dropped: id },
    };
  },
});

/** A coordinator who is refused may come to see what is in the way. */
async function drop(
  call: MemberCall,
  core: Core,
  { id }: Organisation,
): Promise<readonly Request[]> {
  try {
    return await core.organisations.drop(call.who.coalition.id, id, actOf(call, core));
  } catch (error) {
    if (!(error instanceof UserError) || error.problem !== 'organisation_in_use') throw error;
    throw new UserError(
      `${error.message} ${typedAs(core.root, `speak for ${id}`)} makes a coordinator one who does.`,
      { problem: error.problem },
    );
  }
}

async function preview(core: Core, coalition: string, organisation: Organisation): Promise<Reply> {
  const { id, short, name } = organisation;
  const members = await core.members.members(coalition);
  const delegates = members.filter((member) => member.organisation === id).length;
  const command = canonical(adminOrganisationDrop, { organisation: id, confirm: 'yes' });
  const speaking =
    delegates === 0
      ? 'Nobody speaks for it.'
      : `${delegates} ${delegates === 1 ? 'person speaks' : 'people speak'} for it, and will speak for nobody; they stay members.`;
  return {
    title: `Drop ${short}?`,
    tone: 'warning',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `${name} would be no member organisation any more. ${speaking} It can be added again, but who spoke for it has to be confirmed anew. To do it, add confirm: ${typedAs(core.root, command)}.`,
        ],
      },
    ],
    ...(command.length <= MOST_COMMAND && {
      buttons: [{ does: 'ask', label: `Drop ${short}`, command }],
    }),
    data: { confirm: true, organisation: id, delegates },
  };
}
