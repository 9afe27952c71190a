import type { Archive } from '../../src/core/coalition/archive.ts';

/** What each file of an archive is, in words for somebody who has never heard of Vigil. */
export function readme(archive: Archive, version: string): string {
  const { coalition, exportedAt, places, members, organisations, deadlines } = archive;
  return lines(
    `${coalition.name.replace(/\s+/gu, ' ')}`,
    '',
    'Everything that this coalition keeps in Vigil, a chat bot for following UN reviews.',
    `Exported on ${new Date(exportedAt).toISOString()} by Vigil ${version}.`,
    '',
    `places.csv         its workspaces and servers (${places.length})`,
    `members.csv        its people, their roles and accounts (${members.length})`,
    `removed.csv        accounts that it removed and keeps out (${archive.removed.length})`,
    `organisations.csv  its member organisations (${organisations.length})`,
    `deadlines.csv      its own deadlines, those that were dropped too (${deadlines.length})`,
    `follows.csv        what its channels follow (${archive.follows.length})`,
    `channels.csv       what it decided about channels (${archive.channels.length})`,
    `log.csv            who changed what, oldest first (${archive.log.length})`,
    'coalition.json     all of this in one file, for programs',
    '',
    'The .csv files open in any spreadsheet (UTF-8, commas). All instants are in UTC,',
    'as 2026-11-22T12:00:00.000Z. A text that a spreadsheet would take for a formula',
    "has a ' before it; in coalition.json it stands as it was typed.",
    '',
    'Another Vigil takes the coalition over with:',
    '  vigil coalition import <this file>',
    'It reads coalition.json only: changes in the .csv files are not taken.',
    '',
    'This file holds names and accounts of people, and deadlines that only some of',
    'them may see. Keep it where only those who need it can read it, and delete it',
    'when it is no longer needed.',
  );
}

/** Line ends that every editor shows. */
const lines = (...all: readonly string[]): string => `${all.join('\r\n')}\r\n`;
