import { askToJoin } from '../../src/core/coalition/asking-to-join.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import { CODE_MS } from '../../src/core/coalition/links.ts';
import { defineCommand, type MemberCall, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { genevaTime } from '../../src/core/dates/edtf.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Reply } from '../../src/core/reply.ts';

/** `/upr-admin link`: a code for another workspace or server; with it, there, the wish to join. */
export const adminLink = defineCommand({
  name: 'admin link',
  summary: 'Join another workspace or server to this coalition, by a code',
  examples: ['admin link', 'admin link code:K7QM-2XPD'],
  needs: 'coordinate',
  shared: false,
  options: {
    code: {
      kind: 'text',
      summary: 'The code from the coalition to join',
      positional: true,
      example: 'K7QM-2XPD',
    },
  },

  async run(call, core) {
    const { code } = call.options;
    if (code === undefined) return giveCode(call, core);
    try {
      return await askToJoin(call, core, code, 'link');
    } catch (error) {
      throw pointingToMerge(error, core.root);
    }
  },
});

async function giveCode(call: MemberCall, core: Core): Promise<Reply> {
  const { who, caller } = call;
  const text = core.newCode();
  const act = actOf(call, core);
  await core.links.issue(who.coalition.id, { kind: 'link', text, account: caller.account }, act);
  const expiresAt = act.at + CODE_MS;
  return {
    title: text,
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          'In the workspace or server that is to join ',
          { strong: who.coalition.name },
          ', one of its coordinators types ',
          { strong: typedAs(core.root, `admin link code:${text}`) },
          `, until ${genevaTime(expiresAt)} Geneva time. The code is taken once; a coordinator here is then asked to confirm.`,
        ],
      },
      {
        kind: 'paragraph',
        text: [
          'Where a coalition with several workspaces or servers is to join with all of them, it is ',
          { strong: typedAs(core.root, `admin merge code:${text}`) },
          '.',
        ],
      },
      {
        kind: 'note',
        text: [
          'Give the code only to somebody you know: a code that you got before is worth nothing now.',
        ],
      },
    ],
    data: { code: text, expiresAt },
  };
}

function pointingToMerge(error: unknown, root: string): unknown {
  if (!(error instanceof UserError) || error.problem !== 'several_places') return error;
  return new UserError(
    `${error.message} For all of it: ${typedAs(root, 'admin merge code:…')}, with the same code.`,
    { problem: error.problem, cause: error },
  );
}
