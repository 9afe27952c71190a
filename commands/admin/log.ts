import { canonical } from '../../src/core/asking/arguments.ts';
import { MOST_COMMAND } from '../../src/core/asking/problems.ts';
import type { AuditFilter, Entry } from '../../src/core/coalition/audit.ts';
import { DIRECT, isDirect } from '../../src/core/coalition/coalition.ts';
import { everMember, logNames } from '../../src/core/coalition/log-names.ts';
import { entryWords, type LogNames, whoWords } from '../../src/core/coalition/log-words.ts';
import { organisationCalled, shortPerson } from '../../src/core/coalition/lookup.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import { defineCommand, type MemberCall, type OptionValues } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { dayWords, edtf, genevaInstant, genevaTime } from '../../src/core/dates/edtf.ts';
import { platformWords } from '../../src/core/destination.ts';
import type { Block, Reply, Text } from '../../src/core/reply.ts';
import { pageAmong, pageWords } from '../../src/core/words/paging.ts';

const PAGE_SIZE = 10;
/** What the log tells of: the beginnings of its actions. */
const KINDS = [
  'coalition',
  'place',
  'code',
  'request',
  'member',
  'account',
  'organisation',
  'delegate',
  'deadline',
  'channel',
  'follow',
] as const;

/** `/upr-admin log`: who changed what, newest first. */
export const adminLog = defineCommand({
  name: 'admin log',
  summary: 'Who changed what, newest first',
  examples: ['admin log', 'admin log action:deadline since:2026-11-01', 'admin log member:ben'],
  needs: 'coordinate',
  shared: false,
  options: {
    page: { kind: 'number', summary: 'Page of the list', least: 1, most: 99_999 },
    member: { kind: 'member', summary: 'Only what this member did, or who was one' },
    action: { kind: 'text', summary: 'Only changes of this kind', choices: KINDS },
    since: { kind: 'date', summary: 'Only from this day on' },
    organisation: { kind: 'organisation', summary: 'Only what was done for it' },
  },

  async run(call, core): Promise<Reply> {
    const { coalition } = call.who;
    const [members, organisations] = await Promise.all([
      core.members.members(coalition.id),
      core.organisations.organisations(coalition.id),
    ]);
    const { filter, typed } = await filterOf(call, core, members);
    const pageFor = (total: number, wanted: string | undefined) =>
      pageAmong(total, PAGE_SIZE, wanted, (n) =>
        canonical(adminLog, { ...typed, page: String(n) }),
      );
    const read = (number: number) =>
      core.audit.page(coalition.id, filter, {
        offset: (number - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
      });
    const asked = await read(Number(call.options['page'] ?? 1));
    const page = pageFor(asked.total, call.options['page']);
    const beyond = asked.entries.length === 0 && asked.total > 0;
    const { entries, total } = beyond ? await read(page.number) : asked;
    const names = await logNames(core, coalition.id, entries, { members, organisations });
    return {
      title: `Log of ${coalition.name}${pageWords(page)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: entries.length > 0 ? [lines(entries, names)] : [nothing(typed)],
      buttons: page.buttons.filter(
        (button) => !('command' in button) || button.command.length <= MOST_COMMAND,
      ),
      data: { total, page: page.number, of: page.of, entries },
    };
  },
});

/** What to look for, and the options that say so again, as short as they can be. */
async function filterOf(
  { options, who }: MemberCall,
  core: Core,
  members: readonly Member[],
): Promise<{ readonly filter: AuditFilter; readonly typed: OptionValues }> {
  const { member, action, since, organisation } = options;
  const meant = member === undefined ? undefined : await everMember(core, who, member, members);
  const person = meant?.person;
  const id =
    organisation === undefined ? undefined : (await organisationCalled(core, who, organisation)).id;
  return {
    filter: {
      ...(person !== undefined && { person }),
      ...(action !== undefined && { action: `${action}.` }),
      ...(since !== undefined && { from: genevaInstant(edtf(since).first, '00:00') }),
      ...(id !== undefined && { organisation: id }),
    },
    typed: {
      ...(meant && { member: shortPerson(meant.person, meant.known) }),
      ...(action !== undefined && { action }),
      ...(since !== undefined && { since }),
      ...(id !== undefined && { organisation: id }),
    },
  };
}

const lines = (entries: readonly Entry[], names: LogNames): Block => ({
  kind: 'list',
  items: entries.map((entry) => line(entry, names)),
});

/** `22 Nov 2026, 12:00 · Ada (ACLU) added the deadline “Final text” (d7k2) · channel C1 on Slack`. */
function line(entry: Entry, names: LogNames): Text {
  const { at, organisation } = entry;
  const forWhom = organisation === undefined ? '' : ` (${names.organisation(organisation)})`;
  return [
    `${dayWords(at)}, ${genevaTime(at)} · `,
    { strong: whoWords(entry, names) },
    `${forWhom} ${entryWords(entry, names)}`,
    ...whereText(entry),
  ];
}

/** Where somebody's direct messages are is theirs alone. */
function whereText({ where }: Entry): Text {
  if (!where) return [];
  if (where.platform === 'console') return [` · ${platformWords(where.platform)}`];
  // As the log names them, whoever's they are.
  const direct = isDirect(where) || where.channel === DIRECT;
  return direct
    ? [` · direct messages on ${platformWords(where.platform)}`]
    : [' · ', { channel: where }];
}

const nothing = (typed: OptionValues): Block => ({
  kind: 'paragraph',
  text: [
    Object.keys(typed).length > 0
      ? 'Nothing in the log is as you ask. Leave out an option to see more.'
      : 'Nothing has been changed yet.',
  ],
});
