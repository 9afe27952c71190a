import { actOf } from '../../src/core/coalition/audit.ts';
import { holdingsWords } from '../../src/core/coalition/coalition-words.ts';
import { PURGE_DELAY_MS } from '../../src/core/coalition/coalitions.ts';
import { tellCoordinators } from '../../src/core/coalition/coordinators.ts';
import { defineCommand, type MemberCall, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { dayWords } from '../../src/core/dates/edtf.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Block, Reply } from '../../src/core/reply.ts';
import { quoted } from '../../src/core/words/words.ts';

/** `/upr-admin purge confirm:"Water Defenders"`: everything is deleted, after 7 days in which it can be called off. */
export const adminPurge = defineCommand({
  name: 'admin purge',
  summary: 'Delete the coalition and all it owns, after 7 days',
  examples: ['admin purge', 'admin purge confirm:"Water Defenders"', 'admin purge cancel'],
  needs: 'coordinate',
  shared: false,
  options: {
    confirm: {
      kind: 'text',
      summary: "The coalition's name, typed exactly",
      example: 'Water Defenders',
    },
    cancel: { kind: 'flag', summary: 'Call the deletion off' },
  },

  async run(call, core) {
    const { confirm, cancel } = call.options;
    if (confirm !== undefined && cancel !== undefined)
      throw new UserError('Type either confirm or cancel: one deletes, the other calls it off.', {
        problem: 'confirm_and_cancel',
      });
    if (cancel !== undefined) return calledOff(call, core);
    return confirm === undefined ? whatWillHappen(call, core) : asked(call, core, confirm);
  },
});

async function whatWillHappen({ who }: MemberCall, core: Core): Promise<Reply> {
  const { id, name, purgeAt } = who.coalition;
  const holdings = await core.coalitions.holdings(id);
  return {
    title: purgeAt === undefined ? `Delete ${name}?` : `${name} is deleted on ${dayWords(purgeAt)}`,
    tone: 'warning',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `This deletes all that the coalition owns: ${holdingsWords(holdings)}, with its log and everything that waits to be sent. What is public stays, and Vigil can be used again from the beginning.`,
        ],
      },
      exportFirst(core),
      { kind: 'paragraph', text: [purgeAt === undefined ? howTo(core, name) : howNotTo(core)] },
    ],
    data: { purgeAt: purgeAt ?? null, holdings },
  };
}

const howTo = ({ root }: Core, name: string): string =>
  `If that is what you want, type the name: ${typedAs(root, `admin purge confirm:${quoted(name)}`)}. It is deleted 7 days after that; all coordinators are told, and each of them can call it off.`;

const howNotTo = ({ root }: Core): string =>
  `To call it off: ${typedAs(root, 'admin purge cancel')}.`;

const exportFirst = ({ root }: Core): Block => ({
  kind: 'paragraph',
  text: [
    'Take everything with you first: ',
    { strong: typedAs(root, 'admin export') },
    ' gives it to you as a file.',
  ],
});

/** Nothing where there is nobody else to tell. */
const toldWords = (others: number): string =>
  others === 0 ? '' : ' The other coordinators were told.';

async function asked(call: MemberCall, core: Core, typed: string): Promise<Reply> {
  const { id, name, purgeAt } = call.who.coalition;
  if (typed !== name)
    throw new UserError(
      `You typed '${typed.slice(0, 100)}'; the coalition is called '${name}'. Nothing is deleted. To delete it, type its name exactly, in quotation marks.`,
      { problem: 'wrong_confirmation' },
    );
  if (purgeAt !== undefined)
    throw new UserError(
      `${name} is to be deleted on ${dayWords(purgeAt)} already. ${howNotTo(core)}`,
      { problem: 'purge_asked' },
    );
  const act = actOf(call, core);
  const due = act.at + PURGE_DELAY_MS;
  await core.coalitions.setPurge(id, due, act);
  const words = `All that ${name} owns is deleted on ${dayWords(due)}. Until then each coordinator can call it off: ${typedAs(core.root, 'admin purge cancel')}.`;
  const told = await tellCoordinators(
    core,
    id,
    { about: `purge/${act.at}`, except: call.who.person },
    {
      title: `${name} is to be deleted`,
      tone: 'urgent',
      blocks: [{ kind: 'paragraph', text: [words] }, exportFirst(core)],
      buttons: [{ does: 'ask', label: 'Call it off', command: 'admin purge cancel' }],
    },
  );
  return {
    title: `${name} is deleted on ${dayWords(due)}`,
    tone: 'warning',
    audience: 'caller',
    blocks: [{ kind: 'paragraph', text: [`${words}${toldWords(told)}`] }, exportFirst(core)],
    data: { purgeAt: due },
  };
}

async function calledOff(call: MemberCall, core: Core): Promise<Reply> {
  const { id, name, purgeAt } = call.who.coalition;
  if (purgeAt === undefined)
    throw new UserError(
      `Nobody has asked for ${name} to be deleted, so there is nothing to call off.`,
      {
        problem: 'nothing_to_cancel',
      },
    );
  const act = actOf(call, core);
  await core.coalitions.setPurge(id, undefined, act);
  const title = `${name} is not deleted`;
  const told = await tellCoordinators(
    core,
    id,
    { about: `purge-cancelled/${act.at}`, except: call.who.person },
    {
      title,
      tone: 'calm',
      blocks: [
        {
          kind: 'paragraph',
          text: [`A coordinator has called off the deletion of ${dayWords(purgeAt)}.`],
        },
      ],
    },
  );
  return {
    title,
    tone: 'done',
    audience: 'caller',
    blocks: [{ kind: 'paragraph', text: [`Everything stays.${toldWords(told)}`] }],
    data: { purgeAt: null },
  };
}
