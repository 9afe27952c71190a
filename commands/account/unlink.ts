import { actOf } from '../../src/core/coalition/audit.ts';
import { accountKey } from '../../src/core/coalition/coalition.ts';
import { accountWords } from '../../src/core/coalition/member-words.ts';
import { defineCommand } from '../../src/core/command.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Reply } from '../../src/core/reply.ts';

/** `/upr account unlink`: the account that asks becomes a person of its own, once confirmed. */
export const accountUnlink = defineCommand({
  name: 'account unlink',
  summary: 'Make this account a person of its own again',
  examples: ['account unlink'],
  needs: 'self',
  shared: false,
  options: { confirm: { kind: 'flag', summary: 'Do it' } },

  async run(call, core) {
    const { who, caller, options } = call;
    const accounts = who.person === undefined ? [] : await core.members.accounts(who.person);
    const others = accounts.filter((one) => accountKey(one) !== accountKey(caller.account));
    if (others.length === 0)
      throw new UserError('This account is linked to no other: there is nothing to unlink.', {
        problem: 'only_account',
      });
    const kept = others.map(accountWords).join(', ');
    if (options.confirm === undefined) return preview(accountWords(caller.account), kept);
    await core.members.unlinkAccount(who.coalition.id, caller.account, actOf(call, core));
    return {
      title: 'This account is a person of its own again',
      tone: 'done',
      audience: 'caller',
      blocks: [
        { kind: 'paragraph', text: [`Roles, organisation and own deadlines stay with ${kept}.`] },
      ],
      data: { unlinked: caller.account },
    };
  },
});

const preview = (account: string, kept: string): Reply => ({
  title: 'Make this account a person of its own?',
  tone: 'warning',
  audience: 'caller',
  blocks: [
    {
      kind: 'paragraph',
      text: [
        `Roles, organisation and own deadlines stay with ${kept}. ${account} keeps none: it reads along where it is let in, and a coordinator can give it a role. What it follows in direct messages on Discord ends.`,
      ],
    },
  ],
  buttons: [{ does: 'ask', label: 'Unlink', command: 'account unlink confirm' }],
  data: { confirm: true },
});
