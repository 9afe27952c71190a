import { actOf } from '../../../src/core/coalition/audit.ts';
import {
  organisationFields,
  readEcosoc,
  readOrganisationName,
  readShort,
} from '../../../src/core/coalition/organisation-words.ts';
import { ECOSOC_STATUSES } from '../../../src/core/coalition/organisations.ts';
import { defineCommand, typedAs } from '../../../src/core/command.ts';
import { readLanguages } from '../../../src/core/words/languages.ts';

/** `/upr-admin organisation add ACLU name:"American Civil Liberties Union" languages:en,es ecosoc:special`. */
export const adminOrganisationAdd = defineCommand({
  name: 'admin organisation add',
  summary: 'Add a member organisation',
  examples: [
    'admin organisation add ACLU name:"American Civil Liberties Union" languages:en,es ecosoc:special',
  ],
  needs: 'coordinate',
  shared: false,
  options: {
    short: {
      kind: 'text',
      summary: 'Short name, at most 24 characters',
      positional: true,
      required: true,
      example: 'ACLU',
    },
    name: {
      kind: 'text',
      summary: 'Full name, at most 160 characters',
      required: true,
      example: 'American Civil Liberties Union',
    },
    languages: { kind: 'text', summary: 'Language tags, such as en,fr', example: 'en,fr' },
    ecosoc: {
      kind: 'text',
      summary: 'Consultative status with ECOSOC',
      choices: [...ECOSOC_STATUSES, 'none'],
    },
  },

  async run(call, core) {
    const { options, who } = call;
    const ecosoc = readEcosoc(options.ecosoc);
    const added = await core.organisations.add(
      who.coalition.id,
      {
        short: readShort(options.short ?? ''),
        name: readOrganisationName(options.name ?? ''),
        languages: readLanguages(options.languages ?? 'none'),
        ...(ecosoc && { ecosoc }),
      },
      actOf(call, core),
    );
    return {
      title: `${added.short} is a member organisation now`,
      tone: 'done',
      audience: 'caller',
      blocks: [
        organisationFields(added),
        {
          kind: 'paragraph',
          text: [
            `Its people type ${typedAs(core.root, `speak for ${added.id}`)}, and you confirm it.`,
          ],
        },
      ],
      data: added,
    };
  },
});
