import { readBundle } from '../../db/bundle.ts';
import { openDatabase, type Stores } from '../../db/open.ts';
import { OPERATORS_PLACE, TERMINAL } from '../adapters/console/intake.ts';
import { render as renderConsole } from '../adapters/console/render.ts';
import { addDays, edtf, genevaInstant } from '../core/dates/edtf.ts';
import { FormError, UserError } from '../core/errors.ts';
import { DEFAULT_LADDER, DEFAULT_TIME, EVENTS, type Follow } from '../core/follows.ts';
import type { Notice } from '../core/notice.ts';
import { createStateIndex, type StateIndex } from '../core/states/state.ts';
import { RECORD_FOLDER } from '../house.ts';
import { mechanisms } from '../mechanisms/index.ts';
import { simulate } from '../reminders/simulate.ts';
import { readSubject } from '../router.ts';

interface SimulateOptions {
  readonly from: string;
  readonly to: string;
  readonly follow: readonly string[];
  readonly format: string;
}

const MINUTE_MS = 60_000;

/** `vigil simulate --from 2025-05-01 --to 2025-12-31 --follow usa`: every notice one destination would get. */
export async function simulateNotices({
  from,
  to,
  follow,
  format,
}: SimulateOptions): Promise<void> {
  if (format !== 'text' && format !== 'jsonl')
    throw new FormError(`--format is '${format}' (expected text or jsonl)`);
  const window = {
    from: startOf('--from', from),
    to: startOf('--to', addDays(dayOf('--to', to), 1)) - 1,
  };
  if (window.to <= window.from) throw new FormError(`--to '${to}' is before --from '${from}'`);
  const stores = openDatabase('file::memory:');
  try {
    const bundle = readBundle(RECORD_FOLDER);
    await stores.record.load(bundle, { hash: 'simulation', now: 0, batch: 'bundle' });
    const record = await stores.record.read();
    const states = createStateIndex(record.states);
    const coalition = await simulatedCoalition(stores);
    const follows = follow.map(
      (typed, i): Follow => ({
        ...followOf(subjectOf(states, typed), window.from, i),
        coalition,
      }),
    );
    const notices = await simulate({
      record,
      mechanism: mechanisms[0],
      outbox: stores.outbox,
      follows,
      ...window,
    });
    for (const notice of notices)
      process.stdout.write(`${format === 'jsonl' ? asLine(notice) : asText(notice)}\n`);
  } finally {
    stores.close();
  }
}

/** Throws FormError: a wrong value of an option is not an answer that says no. */
function subjectOf(states: StateIndex, typed: string): string {
  try {
    return readSubject(states, typed);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new FormError(`--follow: ${error.message}`);
  }
}

/** The outbox takes notices of coalitions that there are only. */
async function simulatedCoalition({ coalitions }: Stores): Promise<string> {
  const { coalition } = await coalitions.found(OPERATORS_PLACE, undefined, 0);
  return coalition.id;
}

const followOf = (subject: string, from: number, i: number): Omit<Follow, 'coalition'> => ({
  id: `simulated-${i}`,
  destination: TERMINAL,
  subject,
  events: EVENTS,
  ladder: DEFAULT_LADDER,
  time: DEFAULT_TIME,
  createdBy: 'operator',
  createdAt: from - MINUTE_MS,
});

function dayOf(option: string, typed: string): string {
  const date = edtf(typed);
  if (date.precision === 'day') return date.first;
  throw new FormError(`${option} needs a day, not '${typed}' (expected a form such as 2025-05-01)`);
}

const startOf = (option: string, typed: string): number =>
  genevaInstant(dayOf(option, typed), '00:00');

/** One line for a program. */
const asLine = ({ dueAt, kind, key, state, dueOn, reply }: Notice): string =>
  JSON.stringify({
    at: new Date(dueAt).toISOString(),
    kind,
    key,
    state,
    title: reply.title,
    text: renderConsole({ ...reply, buttons: [] }, WIDE),
    dueOn,
  });

/** No wrapping: a program or a pager does that. */
const WIDE = { colour: false, links: false, columns: 100_000, root: '' };

const asText = ({ dueAt, reply }: Notice): string =>
  `${new Date(dueAt).toISOString()}\n${renderConsole({ ...reply, buttons: [] }, { ...WIDE, columns: 100 })}\n`;
