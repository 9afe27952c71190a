import { memberWords } from '../src/core/coalition/member-words.ts';
import type { Member } from '../src/core/coalition/members.ts';
import type { Organisation } from '../src/core/coalition/organisations.ts';
import { may, type Who } from '../src/core/coalition/rights.ts';
import { defineCommand, typedAs } from '../src/core/command.ts';
import type { Core } from '../src/core/core.ts';
import type { Block, Text } from '../src/core/reply.ts';
import { languageWords } from '../src/core/words/languages.ts';
import { pageOf, pageWords } from '../src/core/words/paging.ts';
import { shortened } from '../src/core/words/words.ts';

const PAGE_SIZE = 10;
/** Delegates named of one organisation; the others are counted. */
const MOST_NAMED = 5;

/** `/upr organisations`: the member organisations, and who speaks for each. */
export const organisations = defineCommand({
  name: 'organisations',
  summary: 'The member organisations, and who speaks for them',
  examples: ['organisations'],
  needs: 'read',
  shared: false,
  options: { page: { kind: 'number', summary: 'Page of the list', least: 1, most: 999 } },

  async run({ who, options }, core) {
    const { id, name } = who.coalition;
    const all = await core.organisations.organisations(id);
    const members = await core.members.members(id);
    const page = pageOf(all, PAGE_SIZE, options.page, (n) => `organisations page:${n}`);
    return {
      title: `Organisations of ${shortened(name, 80)}${pageWords(page)}`,
      tone: 'calm',
      audience: 'caller',
      blocks: [
        ...(all.length > 0
          ? [{ kind: 'list', items: page.items.map((one) => line(one, members)) } as const]
          : []),
        next(core, who, all.length),
      ],
      buttons: page.buttons,
      data: { items: all.map((one) => ({ ...one, delegates: delegatesOf(one, members).length })) },
    };
  },
});

const delegatesOf = ({ id }: Organisation, members: readonly Member[]): readonly Member[] =>
  members.filter(({ organisation }) => organisation === id);

function line(organisation: Organisation, members: readonly Member[]): Text {
  const { short, name, languages, ecosoc } = organisation;
  const delegates = delegatesOf(organisation, members);
  const named = delegates.slice(0, MOST_NAMED).map((member) => memberWords(member, members));
  const more = delegates.length - named.length;
  return [
    { strong: short },
    ` · ${name}`,
    languages.length > 0 ? ` · ${languageWords(languages)}` : '',
    ecosoc ? ` · ECOSOC ${ecosoc} status` : '',
    named.length > 0
      ? ` · for it speak ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
      : ' · nobody speaks for it yet',
  ];
}

function next(core: Core, who: Who, count: number): Block {
  const speak = typedAs(core.root, 'speak for');
  const add = typedAs(core.root, 'admin organisation add');
  const coordinates = may(who, 'coordinate');
  if (count === 0)
    return {
      kind: 'paragraph',
      text: [
        coordinates
          ? `There is none yet. Type ${add} with a short and a full name.`
          : `There is none yet. A coordinator adds them with ${add}.`,
      ],
    };
  return {
    kind: 'note',
    text: [`${speak} and a short name says for whom you speak.`],
  };
}
