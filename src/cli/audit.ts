import { openExisting, type Stores } from '../../db/open.ts';
import { readConfig } from '../config.ts';
import type { Entry } from '../core/coalition/audit.ts';
import { PURGED, peopleIn, whoWords } from '../core/coalition/log-words.ts';
import { coalitionCalled } from '../core/coalition/lookup.ts';
import { destinationKey } from '../core/destination.ts';
import { FormError } from '../core/errors.ts';

/** Lines read at once. */
const PART = 1_000;

interface AuditOptions {
  readonly coalition?: string;
  readonly format: string;
  readonly database?: string;
}

/** `vigil audit export --coalition 3f2a --format jsonl`: a line an entry of the log, oldest first. */
export async function exportAudit({ coalition, format, database }: AuditOptions): Promise<void> {
  if (format !== 'jsonl') throw new FormError(`--format is '${format}' (expected jsonl)`);
  const stores = openExisting(database ?? readConfig().databaseUrl);
  try {
    const wanted = coalition === undefined ? undefined : await coalitionCalled(stores, coalition);
    for await (const line of linesOf(stores, wanted?.id)) process.stdout.write(`${line}\n`);
  } finally {
    stores.close();
  }
}

async function* linesOf(stores: Stores, wanted: string | undefined): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const part = await stores.audit.all(after, PART);
    const named = new Map<string, ReadonlyMap<string, string>>();
    for (const [id, entries] of Map.groupBy(part, ({ coalition }) => coalition))
      if (wanted === undefined || id === wanted)
        named.set(id, await stores.members.names(id, peopleIn(entries)));
    for (const entry of part) {
      const names = named.get(entry.coalition);
      if (names) yield JSON.stringify(asData(entry, names));
    }
    const last = part.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

function asData(
  {
    seq,
    coalition,
    at,
    person,
    organisation,
    where,
    action,
    subject,
    before,
    after,
  }: Entry & {
    readonly coalition: string;
  },
  names: ReadonlyMap<string, string>,
): object {
  const who = whoWords(person === undefined ? {} : { person }, {
    member: (id) => names.get(id) ?? PURGED,
    organisation: (id) => id,
  });
  return {
    seq,
    coalition,
    at: new Date(at).toISOString(),
    person: person ?? null,
    who,
    organisation: organisation ?? null,
    place: where ? destinationKey(where) : null,
    action,
    subject,
    before: before ?? null,
    after: after ?? null,
  };
}
