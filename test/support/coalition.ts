import { onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { openDatabase, type Stores } from '../../db/open.ts';
import { stillClock } from '../../src/core/clock.ts';
import type { Act } from '../../src/core/coalition/audit.ts';
import type { Account, PlaceId, Role } from '../../src/core/coalition/coalition.ts';
import type { OrganisationValues } from '../../src/core/coalition/organisations.ts';
import { demand, type Who } from '../../src/core/coalition/rights.ts';
import type { Command, MemberCall, OptionValues } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { genevaDay } from '../../src/core/dates/edtf.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { Reply } from '../../src/core/reply.ts';
import { createStateIndex } from '../../src/core/states/state.ts';
import { at, recordWith } from './following.ts';
import { smallMechanism } from './mechanism.ts';

/** Noon, on which everything in these tests is done unless they say otherwise. */
export const NOON = at('2026-11-22 12:00');

/** An empty database of its own for each test. */
export function openStores(): Stores {
  const stores = openDatabase('file::memory:');
  onTestFinished(() => stores.close());
  return stores;
}

/** `slackAccount('U1')` is of the workspace T1. */
export const slackAccount = (id: string, workspace = 'T1'): Account => ({
  platform: 'slack',
  workspace,
  id,
});

export const discordAccount = (id: string): Account => ({ platform: 'discord', workspace: '', id });

export const SLACK_PLACE: PlaceId = { platform: 'slack', workspace: 'T1' };
export const DISCORD_PLACE: PlaceId = { platform: 'discord', workspace: 'G1' };

export const act = (over: Partial<Act> = {}): Act => ({ at: NOON, ...over });

/** A member organisation, as somebody adds it; its id becomes `aclu`. */
export const ACLU: OrganisationValues = {
  short: 'ACLU',
  name: 'American Civil Liberties Union',
  languages: ['en'],
};

/** A coalition founded in a place by an account, who coordinates it. */
export async function founded(
  stores: Stores,
  place: PlaceId = SLACK_PLACE,
  founder: Account = slackAccount('U1', place.workspace),
  name = 'Water Defenders',
): Promise<{ readonly coalition: string; readonly coordinator: string }> {
  const { coalition } = await stores.coalitions.found(
    { ...place, name, kind: 'workspace' },
    { account: founder, name: 'Ada' },
    NOON,
  );
  const known = await stores.coalitions.who(place, founder);
  return { coalition: coalition.id, coordinator: known?.person ?? '' };
}

/** Somebody else in it, with a role. */
export async function joined(
  stores: Stores,
  coalition: string,
  account: Account,
  role: Role = 'reader',
  name = account.id,
): Promise<string> {
  const place = { platform: account.platform, workspace: account.workspace || 'G1' };
  const { person } = await stores.members.enrol(
    coalition,
    { account, name },
    { role, place },
    act(),
  );
  return person;
}

/** A core on real stores, on a clock that stands still, that remembers what it was told to say. */
export interface TestCore extends Core {
  readonly clock: ReturnType<typeof stillClock>;
  /** What was entered with `notify`. */
  readonly notices: Notice[];
  /** What was posted in a channel at once. */
  readonly posts: { readonly destination: Destination; readonly reply: Reply }[];
}

/** Codes are `K7QM-2XP2`, `K7QM-2XP3` …; everybody is a member of the place, and every channel is its members'. */
export function coreOf(stores: Stores, over: Partial<Core> = {}): TestCore {
  const record = recordWith([]);
  const notices: Notice[] = [];
  const posts: { readonly destination: Destination; readonly reply: Reply }[] = [];
  const lastLetters = [...'23456789BCDFGHJKMNPQRTVWXZ'];
  let ids = 0;
  return {
    ...stores,
    record,
    mechanism: smallMechanism,
    states: createStateIndex(record.states),
    root: '/upr',
    version: '0.0.0',
    commands,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    newCode: () => `K7QM-2XP${lastLetters.shift()}`,
    post: async (destination, reply) => {
      posts.push({ destination, reply });
      return { outcome: 'sent' };
    },
    notify: async (more) => {
      notices.push(...more);
    },
    seat: async () => 'member',
    exposure: async () => 'members',
    pack: async (archive) => ({
      name: 'coalition.zip',
      content: new TextEncoder().encode(JSON.stringify(archive)),
    }),
    packPersonal: async (archive) => ({
      name: 'person.zip',
      content: new TextEncoder().encode(JSON.stringify(archive)),
    }),
    ...over,
    clock: stillClock(NOON),
    notices,
    posts,
  };
}

/** What is different about a call: who the platform says it is, and from where it comes. */
export interface CallOver extends Partial<Pick<Who, 'mayManage' | 'administers' | 'role'>> {
  readonly channel?: string;
  readonly shared?: boolean;
  readonly name?: string;
  readonly at?: number;
}

/** What the router makes of a question by an account in a place: who asks is what the database says. */
export async function callFrom(
  stores: Stores,
  place: PlaceId,
  account: Account,
  options: OptionValues = {},
  over: CallOver = {},
): Promise<MemberCall> {
  const known = await stores.coalitions.who(place, account);
  if (!known) throw new Error(`No coalition has the place ${place.platform}/${place.workspace}`);
  const { mayManage = false, administers = false, channel = 'C1', shared = false, name } = over;
  const role = known.member?.role ?? 'reader';
  const organisation = known.member?.organisation;
  return {
    options,
    caller: {
      place: { ...place, channel },
      placeName: known.place.name,
      account,
      mayManage,
      ...(name !== undefined && { name }),
    },
    asOf: genevaDay(over.at ?? NOON),
    past: false,
    shared,
    who: {
      account,
      coalition: known.coalition,
      place: known.place,
      role: over.role ?? (role === 'left' ? 'reader' : role === 'removed' ? 'outsider' : role),
      mayManage,
      administers,
      ...(known.person !== undefined && { person: known.person }),
      ...(organisation !== undefined && { organisation }),
    },
  };
}

/** The same for a member, with the first account and from the place of the membership. */
export async function callAs(
  stores: Stores,
  coalition: string,
  person: string,
  options: OptionValues = {},
  over: CallOver = {},
): Promise<MemberCall> {
  const member = await stores.members.member(coalition, person);
  const account = member?.accounts[0];
  if (!account) throw new Error(`No member ${person} of ${coalition}`);
  return callFrom(stores, member.place, account, options, over);
}

/** Runs a command as the router does: only for who has the right. */
export async function runAs(command: Command, call: MemberCall, core: Core): Promise<Reply> {
  if (command.needs !== undefined) demand(call.who, command.needs);
  return command.run(call, core);
}
