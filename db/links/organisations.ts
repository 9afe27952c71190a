import { organisations } from '../coalition-schema.ts';
import type { Transaction } from '../database.ts';
import { tenant } from '../tenancy.ts';

/** From the joining coalition's id of an organisation to the host's. */
export type OrganisationIds = ReadonlyMap<string, string>;

/**
 * Brings organisations along. One that the host has too, by short or else by
 * full name, becomes the host's, whose values stay.
 */
export function joinOrganisations(tx: Transaction, from: string, to: string): OrganisationIds {
  const host = tenant(tx, to);
  const known = host.rows(organisations);
  const theirs = tenant(tx, from).rows(organisations);
  const taken = new Set([...known, ...theirs].map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const { coalition: _, ...row } of theirs) {
    const same =
      known.find(({ shortFolded }) => shortFolded === row.shortFolded) ??
      known.find(({ nameFolded }) => nameFolded === row.nameFolded);
    const isTaken = known.some(({ id }) => id === row.id);
    const id = same?.id ?? (isTaken ? freeId(row.id, taken) : row.id);
    taken.add(id);
    if (!same) host.add(organisations, { ...row, id });
    ids.set(row.id, id);
  }
  tenant(tx, from).remove(organisations);
  return ids;
}

/** `aclu-2`, where `aclu` is somebody else. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
}

/** Null for one that was dropped: its id may be another organisation's in the host. */
export const inHost = (ids: OrganisationIds, organisation: string | null): string | null =>
  organisation === null ? null : (ids.get(organisation) ?? null);

export const allInHost = (ids: OrganisationIds, wanted: readonly string[]): readonly string[] => [
  ...new Set(wanted.flatMap((id) => ids.get(id) ?? [])),
];
