import { MOST_ECHO, nearest, unknown } from '../asking/unknown.ts';
import type { Who } from '../coalition/rights.ts';
import type { Core } from '../core.ts';
import { UserError } from '../errors.ts';
import { listed } from '../words/phrases.ts';
import { isSameName } from '../words/spelling.ts';
import { shortened } from '../words/words.ts';
import { ownDateWords } from './dates.ts';
import { isSeenBy, type OwnDeadline } from './deadlines.ts';

/**
 * The own deadline that is meant, among those that `who` sees: by id, or by a
 * title that only one has. Throws UserError `unknown_deadline`, or
 * `ambiguous_deadline` with the id of each.
 */
export async function deadlineCalled(core: Core, who: Who, typed: string): Promise<OwnDeadline> {
  const seen = (await core.deadlines.open(who.coalition.id)).filter(isSeenBy(who));
  const wanted = typed.trim();
  const byId = seen.find(({ id }) => id === wanted.toLowerCase());
  if (byId) return byId;
  const found = seen.filter(({ title }) => isSameName(title, wanted));
  if (found.length > 1)
    throw new UserError(
      `${found.length} deadlines are called '${shortened(wanted, MOST_ECHO)}'. Type the id of one: ${listed(
        found.map((one) => `${one.id} (${ownDateWords(one)})`),
        'or',
      )}.`,
      { problem: 'ambiguous_deadline' },
    );
  if (found[0]) return found[0];
  throw unknown(core, {
    what: 'deadline',
    typed: wanted,
    nearest: nearest(wanted, seen, ({ title }) => title),
    list: 'deadlines',
  });
}
