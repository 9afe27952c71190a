import { UserError } from '../errors.ts';
import type { Block } from '../reply.ts';
import { languageWords } from '../words/languages.ts';
import { readName } from '../words/naming.ts';
import { fold } from '../words/spelling.ts';
import { ECOSOC_STATUSES, type EcosocStatus, type Organisation } from './organisations.ts';

const MOST_SHORT = 24;
const MOST_NAME = 160;
/** What people type who mean no organisation, where one is asked for. */
const NO_ORGANISATION = ['nobody', 'none'];

export const isNoOrganisation = (typed: string): boolean =>
  NO_ORGANISATION.includes(typed.trim().toLowerCase());

/** Options that are typed without a value: beside an organisation, each is the option. */
const FLAGS = ['cancel', 'confirm', 'mine', 'remove', 'share'];

/** What stands for somebody or something else where organisations are named. */
const RESERVED: readonly string[] = [...NO_ORGANISATION, ...FLAGS, 'me', 'all', 'everybody'];

/**
 * A short name that people may give. Throws UserError: as `readName` does, and
 * `name_reserved`, `name_with_comma`, `name_without_letters`.
 */
export function readShort(typed: string): string {
  const short = readName(typed, { what: 'the short name', most: MOST_SHORT });
  if (RESERVED.includes(fold(short).replaceAll(' ', '')))
    throw new UserError(
      `No organisation can be called '${short}': where organisations are named, the word stands for something else. Type another short name.`,
      { problem: 'name_reserved' },
    );
  if (/[,;]/.test(short))
    throw new UserError(
      `The short name '${short}' has a comma or semicolon, which stands between organisations where several are named. Leave it out.`,
      { problem: 'name_with_comma' },
    );
  if (!/[\p{L}\p{N}]/u.test(short))
    throw new UserError(
      `The short name '${short}' cannot be typed by everybody: use letters or digits.`,
      {
        problem: 'name_without_letters',
      },
    );
  return short;
}

export const readOrganisationName = (typed: string): string =>
  readName(typed, { what: 'the full name', most: MOST_NAME });

/** Null for `none`; undefined where nothing was typed. */
export function readEcosoc(typed: string | undefined): EcosocStatus | null | undefined {
  if (typed === undefined) return undefined;
  return ECOSOC_STATUSES.find((status) => status === typed) ?? null;
}

/** An organisation as a card. */
export const organisationFields = ({ short, name, languages, ecosoc }: Organisation): Block => ({
  kind: 'fields',
  fields: [
    { label: 'Short name', text: [short] },
    { label: 'Full name', text: [name] },
    { label: 'Languages', text: [languages.length > 0 ? languageWords(languages) : 'not said'] },
    { label: 'ECOSOC', text: [ecosoc ? `${ecosoc} consultative status` : 'no status said'] },
  ],
});
