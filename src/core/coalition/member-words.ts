import { type Nameable, shortPerson } from '../coalition/lookup.ts';
import { dayWords } from '../dates/edtf.ts';
import { platformWords } from '../destination.ts';
import type { Block, Text } from '../reply.ts';
import type { Account } from './coalition.ts';
import type { Member } from './members.ts';
import type { Organisation } from './organisations.ts';

/** `Slack U1`, `reader on the command line`: an account, as its owner may know it. */
export const accountWords = ({ platform, id }: Pick<Account, 'platform' | 'id'>): string =>
  platform === 'console' ? `${id} on the command line` : `${platformWords(platform)} ${id}`;

/** The name as given; with the beginning of the id where others are called the same, or there is no name. */
export function memberWords({ person, name }: Nameable, members: readonly Nameable[]): string {
  const isNamesake = members.some((other) => other.person !== person && other.name === name);
  if (name !== undefined && !isNamesake) return name;
  return `${name ?? 'a member without a name'} (${shortPerson(person, members)})`;
}

/** The short name of a member's organisation. */
export const organisationOf = (
  { organisation }: Pick<Member, 'organisation'>,
  organisations: readonly Organisation[],
): string | undefined => organisations.find(({ id }) => id === organisation)?.short;

/** `Slack, Discord`. */
const platformsOf = ({ accounts }: Pick<Member, 'accounts'>): string =>
  [...new Set(accounts.map(({ platform }) => platformWords(platform)))].join(', ');

/** A member in a list: `Ben · editor · ACLU · Slack · last seen 21 Nov 2026`. */
export function memberLine(
  member: Member,
  members: readonly Member[],
  organisations: readonly Organisation[],
): Text {
  const said = [
    member.role,
    organisationOf(member, organisations),
    platformsOf(member),
    `last seen ${dayWords(member.seenAt)}`,
  ];
  return [
    { strong: memberWords(member, members) },
    ...said.filter(Boolean).map((words) => ` · ${words}`),
  ];
}

/** A member as a card. */
export const memberFields = (member: Member, organisations: readonly Organisation[]): Block => ({
  kind: 'fields',
  fields: [
    { label: 'Role', text: [member.role] },
    { label: 'Speaks for', text: [organisationOf(member, organisations) ?? 'nobody'] },
    { label: 'Accounts', text: [platformsOf(member) || 'none here'] },
    { label: 'Member since', text: [dayWords(member.joinedAt)] },
    { label: 'Last seen', text: [dayWords(member.seenAt)] },
  ],
});
