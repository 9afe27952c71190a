import type { Stores } from '../../db/open.ts';
import type { Account, PlaceId } from '../../src/core/coalition/coalition.ts';
import type { Confirmed } from '../../src/core/coalition/links.ts';
import {
  act,
  DISCORD_PLACE,
  discordAccount,
  founded,
  NOON,
  openStores,
  slackAccount,
} from './coalition.ts';

/** The code that Ada has. */
export const CODE = 'K7QM-2XPD';
export const ADA = slackAccount('U1');
export const BO = discordAccount('1');

/** Water Defenders on Slack with Ada, Forest Watch on Discord with Bo, and a code that Ada has. */
export async function twoCoalitions() {
  const stores = openStores();
  const water = await founded(stores);
  const forest = await founded(stores, DISCORD_PLACE, BO, 'Forest Watch');
  await issue(stores, water);
  return {
    stores,
    water: water.coalition,
    ada: water.coordinator,
    forest: forest.coalition,
    bo: forest.coordinator,
  };
}
export type Two = Awaited<ReturnType<typeof twoCoalitions>>;

/** Ada gets a code. */
export const issue = (
  { links }: Stores,
  { coalition, coordinator }: { readonly coalition: string; readonly coordinator: string },
  at = NOON,
  text = CODE,
) => links.issue(coalition, { kind: 'link', text, account: ADA }, act({ person: coordinator, at }));

export interface Redeeming {
  readonly text?: string;
  readonly as?: 'link' | 'merge';
  readonly at?: number;
  readonly place?: PlaceId;
  readonly account?: Account;
  /** For which Bo speaks. */
  readonly organisation?: string;
}

/** Bo types the code on Discord. */
export const redeem = (
  { stores, forest, bo }: Two,
  {
    text = CODE,
    as = 'link',
    at = NOON,
    place = DISCORD_PLACE,
    account = BO,
    organisation,
  }: Redeeming = {},
) =>
  stores.links.redeem(
    forest,
    { text, as, place, account },
    bo,
    act({ person: bo, at, ...(organisation !== undefined && { organisation }) }),
  );

/** Bo types the code, and Ada confirms. */
export async function confirmed(two: Two, as: 'link' | 'merge' = 'link'): Promise<Confirmed> {
  const { request } = await redeem(two, { as });
  return two.stores.links.confirm(two.water, request.id, act({ person: two.ada, at: NOON + 1 }));
}

/** `Ada coordinator`, sorted. */
export const namesAndRoles = async ({ members }: Stores, coalition: string) =>
  (await members.members(coalition)).map(({ name, role }) => `${name} ${role}`).toSorted();

/** A third place, on Discord, in Forest Watch. */
export async function addPlace(two: Two, workspace: string): Promise<void> {
  const { stores, forest, bo } = two;
  const place = { ...DISCORD_PLACE, workspace };
  const cy = discordAccount(`owner of ${workspace}`);
  const third = await founded(stores, place, cy, 'Third');
  const text = `THRD-${workspace}`;
  await stores.links.issue(forest, { kind: 'link', text, account: BO }, act({ person: bo }));
  const { request } = await stores.links.redeem(
    third.coalition,
    { text, as: 'link', place, account: cy },
    third.coordinator,
    act({ person: third.coordinator }),
  );
  await stores.links.confirm(forest, request.id, act({ person: bo }));
}
