import { lineOf, type Option } from '../command.ts';
import type { Core } from '../core.ts';
import { edtf } from '../dates/edtf.ts';
import { FormError, UserError } from '../errors.ts';
import type { Found, StateIndex } from '../states/state.ts';
import { shortened } from '../words/words.ts';
import type { Subject } from './subject.ts';

/** A typed value: as commands get it, wrong with the words to say so, or a State that is not sure. */
export type Checked =
  /** Absent where the value says no: `share:no`. */
  | { readonly kind: 'value'; readonly value?: string }
  | { readonly kind: 'wrong'; readonly words: string }
  | { readonly kind: 'unsure'; readonly typed: string; readonly found: Unsure };
export type Unsure = Exclude<Found, { readonly kind: 'one' }>;

type Lookup = Pick<Core, 'states' | 'mechanism' | 'record' | 'root'>;

/** Ids, names and mentions; also the longest name of an organisation. */
const MOST_OF_OURS = 200;
/** As many names as one thing may be for, and more: the command counts them. */
const MOST_OF_SEVERAL = 2_000;

const YES = ['yes', 'true', 'on', '1'];
const NO = ['no', 'false', 'off', '0'];
const EVERYTHING = ['all', 'everything', 'everybody', '*'];
const SESSION =
  /^(?:upr[\s/-]*)?(?:wg[\s-]*)?(?:session\s*|s)?#?(\d{1,3})(?:st|nd|rd|th)?(?:\s+session)?$/i;

/** Checks one option as typed: a State becomes its ISO3 code, an instant its Geneva day, `4th` is `4`. */
export function readValue(name: string, option: Option, typed: string, core: Lookup): Checked {
  switch (option.kind) {
    case 'state':
      return stateOf(typed, core.states);
    case 'subject':
      return subjectOf(typed, core);
    case 'session':
      return sessionOf(name, typed);
    case 'date':
      return dayOf(name, typed);
    case 'number':
      return numberOf(name, option, typed);
    case 'flag':
      return flagOf(name, typed);
    case 'command':
      return { kind: 'value', value: commandOf(typed, core.root) };
    case 'member':
    case 'organisation':
    case 'deadline':
    case 'place':
      return oursOf(name, option, typed);
    case 'statement':
    case 'text':
      return choiceOf(name, option, typed);
  }
}

/**
 * Reads what a follow is of: `usa`, `session 53`, `all`, or a subject as it is
 * kept. Throws UserError where it is not one State.
 */
export function readSubject(states: StateIndex, typed: string): Subject {
  const plain = plainSubject(typed);
  if (plain) return plain;
  const found = stateOf(withoutKind(typed), states);
  if (found.kind === 'value') return `state/${found.value}`;
  const near = found.kind === 'unsure' ? choicesOf(found.found) : [];
  const hint = near.length > 0 ? ` Did you mean ${near.map(({ name }) => name).join(' or ')}?` : '';
  throw new UserError(`Not a State, a session or all: '${quote(typed)}'.${hint}`);
}

export const choicesOf = (found: Unsure) =>
  found.kind === 'several' ? found.states : found.nearest;

function plainSubject(typed: string): Subject | undefined {
  if (EVERYTHING.includes(typed.trim().toLowerCase())) return 'all';
  const [, number] = SESSION.exec(typed.trim()) ?? [];
  return number && `upr/s${Number(number)}`;
}

const withoutKind = (typed: string): string => typed.replace(/^state\//, '');

function stateOf(typed: string, states: StateIndex): Checked {
  const found = states.find(typed);
  return found.kind === 'one'
    ? { kind: 'value', value: found.state.code }
    : { kind: 'unsure', typed, found };
}

function subjectOf(typed: string, { states, mechanism, record }: Lookup): Checked {
  const plain = plainSubject(typed);
  if (!plain) {
    const state = stateOf(withoutKind(typed), states);
    return state.kind === 'value' ? { kind: 'value', value: `state/${state.value}` } : state;
  }
  const number = Number(plain.split('/s')[1]);
  if (plain === 'all' || mechanism.session(record, number)) return { kind: 'value', value: plain };
  const known = mechanism
    .sessions(record)
    .filter(({ subject }) => subject.startsWith(`${mechanism.id}/`))
    .map((session) => session.number);
  const range = `${Math.min(...known)} to ${Math.max(...known)}`;
  return wrong(`There is no session ${number} in the record: expected ${range}.`);
}

function sessionOf(name: string, typed: string): Checked {
  const [, number] = SESSION.exec(typed.trim()) ?? [];
  if (number) return { kind: 'value', value: String(Number(number)) };
  return wrong(`${name} takes the number of a session, such as 53: '${quote(typed)}' is not one.`);
}

/** A month or year is not given a day that nobody said. */
function dayOf(name: string, typed: string): Checked {
  const needed = `${name} takes a day, such as 2025-11-08:`;
  try {
    const { precision, first, approximate } = edtf(typed);
    if (precision === 'instant' || (precision === 'day' && !approximate))
      return { kind: 'value', value: first };
    const what = precision === 'session' ? 'span of days' : approximate ? 'guess' : precision;
    return wrong(`${needed} '${typed}' is a ${what}.`);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    return wrong(`${needed} '${quote(typed)}' is not one.`);
  }
}

function numberOf(name: string, { least, most }: Option, typed: string): Checked {
  const [, digits] = /^(\d{1,9})(?:st|nd|rd|th)?$/i.exec(typed) ?? [];
  const number = Number(digits);
  if (digits && number >= (least ?? 0) && number <= (most ?? Number.POSITIVE_INFINITY))
    return { kind: 'value', value: String(number) };
  const from = most === undefined ? `of ${least ?? 0} or more` : `from ${least ?? 0} to ${most}`;
  return wrong(`${name} takes a number ${from}: '${quote(typed)}' is not one.`);
}

function flagOf(name: string, typed: string): Checked {
  const said = typed.toLowerCase();
  if (YES.includes(said)) return { kind: 'value', value: 'yes' };
  if (NO.includes(said)) return { kind: 'value' };
  return wrong(`${name} takes yes or no: '${quote(typed)}' is neither.`);
}

/** `/upr-admin link`, `Admin  Link` and `admin link` are one. */
const commandOf = (typed: string, root: string): string =>
  lineOf(root, typed).replace(/^\//, '').toLowerCase().replace(/\s+/g, ' ');

/** Looked up by the command, once it is known who asks. */
function oursOf(name: string, { several }: Option, typed: string): Checked {
  const most = several ? MOST_OF_SEVERAL : MOST_OF_OURS;
  if (typed.length <= most) return { kind: 'value', value: typed };
  return wrong(`${name} takes at most ${most} characters: '${quote(typed)}' has ${typed.length}.`);
}

function choiceOf(name: string, { choices }: Option, typed: string): Checked {
  if (!choices) return { kind: 'value', value: typed };
  const value = choices.find((choice) => choice.toLowerCase() === typed.toLowerCase());
  if (value !== undefined) return { kind: 'value', value };
  return wrong(`${name} takes ${choices.join(', ')}: '${quote(typed)}' is none of them.`);
}

const wrong = (words: string): Checked => ({ kind: 'wrong', words });
const quote = (typed: string): string => shortened(typed, 60);
