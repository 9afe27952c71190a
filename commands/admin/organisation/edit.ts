import { actOf } from '../../../src/core/coalition/audit.ts';
import { organisationCalled } from '../../../src/core/coalition/lookup.ts';
import {
  organisationFields,
  readEcosoc,
  readOrganisationName,
  readShort,
} from '../../../src/core/coalition/organisation-words.ts';
import { ECOSOC_STATUSES, type Organisation } from '../../../src/core/coalition/organisations.ts';
import { defineCommand, type OptionValues, typedAs } from '../../../src/core/command.ts';
import { UserError } from '../../../src/core/errors.ts';
import { readLanguages } from '../../../src/core/words/languages.ts';

/** `/upr-admin organisation edit aclu languages:en,es`: changes what is said, and leaves the rest. */
export const adminOrganisationEdit = defineCommand({
  name: 'admin organisation edit',
  summary: 'Change what is said of an organisation',
  examples: ['admin organisation edit aclu languages:en,es ecosoc:special'],
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
    short: { kind: 'text', summary: 'New short name' },
    name: { kind: 'text', summary: 'New full name' },
    languages: { kind: 'text', summary: 'Language tags, such as en,fr; or none' },
    ecosoc: {
      kind: 'text',
      summary: 'Consultative status with ECOSOC',
      choices: [...ECOSOC_STATUSES, 'none'],
    },
  },

  async run(call, core) {
    const { options, who } = call;
    const before = await organisationCalled(core, who, options.organisation ?? '');
    const changes = changesOf(options);
    if (Object.keys(changes).length === 0)
      throw new UserError(
        `Nothing is said to be changed of ${before.short}. Add short, name, languages or ecosoc, as in ${typedAs(core.root, `admin organisation edit ${before.id} languages:en,fr`)}.`,
        { problem: 'nothing_given' },
      );
    const edited = await core.organisations.edit(
      who.coalition.id,
      before.id,
      changes,
      actOf(call, core),
    );
    const isSame = organisationWords(edited) === organisationWords(before);
    return {
      title: isSame
        ? `Nothing has changed: ${edited.short} is so already`
        : `${edited.short} is changed`,
      tone: isSame ? 'calm' : 'done',
      audience: 'caller',
      blocks: [organisationFields(edited)],
      data: edited,
    };
  },
});

/** All that may be changed, in one text. */
const organisationWords = ({ short, name, languages, ecosoc }: Organisation): string =>
  JSON.stringify([short, name, languages, ecosoc]);

function changesOf({ short, name, languages, ecosoc }: OptionValues) {
  const status = readEcosoc(ecosoc);
  return {
    ...(short !== undefined && { short: readShort(short) }),
    ...(name !== undefined && { name: readOrganisationName(name) }),
    ...(languages !== undefined && { languages: readLanguages(languages) }),
    ...(status !== undefined && { ecosoc: status }),
  };
}
