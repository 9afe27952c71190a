import type { Suggestion } from '../adapter.ts';
import { today } from '../clock.ts';
import type { Option } from '../command.ts';
import type { Core } from '../core.ts';
import { type Day, dateWords } from '../dates/edtf.ts';
import type { PublicRecord, State, Statement } from '../record/record.ts';
import type { Session } from '../record/standing.ts';
import { fold } from '../words/spelling.ts';
import { shortened } from '../words/words.ts';

/** https://discord.com/developers/docs/interactions/application-commands#autocomplete */
const MOST = 25;
const MOST_LABEL = 100;

/** What an option may be completed to, best first. From memory; nothing typed offers what comes next. */
export function suggestionsFor(option: Option, typed: string, core: Core): readonly Suggestion[] {
  return shortSuggestions(allFor(option, typed.trim(), core));
}

/** As many, and as long, as every platform takes. */
export const shortSuggestions = (all: readonly Suggestion[]): readonly Suggestion[] =>
  all.slice(0, MOST).map(({ label, value }) => ({ label: shortened(label, MOST_LABEL), value }));

function allFor(option: Option, typed: string, core: Core): readonly Suggestion[] {
  switch (option.kind) {
    case 'state':
      return states(core, typed).map(({ name, code }) => ({ label: name, value: code }));
    case 'subject':
      return subjects(core, typed);
    case 'session':
      return sessions(core, typed).map((session) => ({
        label: sessionLabel(session),
        value: String(session.number),
      }));
    case 'statement':
      return statements(core.record, typed).map(({ id, title }) => ({ label: title, value: id }));
    case 'command':
      return beginning(
        core.commands.map(({ name }) => name),
        typed,
      );
    default:
      return beginning(option.choices ?? [], typed);
  }
}

const beginning = (words: readonly string[], typed: string): readonly Suggestion[] =>
  words
    .filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()))
    .map((word) => ({ label: word, value: word }));

function states(core: Core, typed: string): readonly State[] {
  return typed === '' ? nextUp(core) : core.states.complete(typed, MOST);
}

const nextUps = new WeakMap<
  PublicRecord,
  { readonly day: Day; readonly states: readonly State[] }
>();

/** The States with the next dates in the record; read once a day for each record. */
function nextUp({ clock, record, mechanism, states: index }: Core): readonly State[] {
  const day = today(clock);
  const seen = nextUps.get(record);
  if (seen?.day === day) return seen.states;
  const codes = mechanism
    .deadlines(record)
    .filter(({ date, endedOn }) => date.last >= day && (endedOn === undefined || endedOn > day))
    .toSorted((a, b) => (a.date.first < b.date.first ? -1 : a.date.first > b.date.first ? 1 : 0))
    .flatMap(({ state }) => state ?? []);
  const found = [...new Set(codes)].slice(0, MOST).flatMap((code) => index.byCode(code) ?? []);
  nextUps.set(record, { day, states: found });
  return found;
}

function subjects(core: Core, typed: string): readonly Suggestion[] {
  const wanted = fold(typed);
  const all = 'all'.startsWith(wanted) ? [{ label: 'Everything', value: 'all' }] : [];
  const begun = /^(?:s(?:ession)? ?)?(\d*)$/.exec(wanted);
  const found = begun || 'session'.startsWith(wanted) ? sessions(core, begun?.[1] ?? '') : [];
  return [
    ...found
      .slice(0, 5)
      .map((session) => ({ label: sessionLabel(session), value: session.subject })),
    ...states(core, typed).map(({ name, code }) => ({ label: name, value: `state/${code}` })),
    ...all,
  ].slice(0, MOST);
}

/** Those under way or to come first, then the past ones from the last. */
function sessions({ clock, record, mechanism }: Core, typed: string): readonly Session[] {
  const day = today(clock);
  const number = typed.replace(/\D/g, '');
  const found = mechanism
    .sessions(record)
    .filter(({ subject }) => subject.startsWith(`${mechanism.id}/`))
    .filter((session) => String(session.number).startsWith(number))
    .toSorted((a, b) => a.number - b.number);
  const past = (session: Session): boolean => session.date !== undefined && session.date.last < day;
  return [...found.filter((session) => !past(session)), ...found.filter(past).toReversed()];
}

const sessionLabel = ({ number, date }: Session): string =>
  date ? `Session ${number}, ${dateWords(date)}` : `Session ${number}`;

/** By words of the title, the organisations or the id; newest first. */
function statements(record: PublicRecord, typed: string): readonly Statement[] {
  const wanted = fold(typed).split(' ');
  return record.statements.filter(({ id, title, organisations }) => {
    const words = fold([id, title, ...organisations].join(' '));
    return wanted.every((word) => words.includes(word));
  });
}
