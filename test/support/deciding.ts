import { confirm } from '../../commands/confirm.ts';
import type { Account, PlaceId } from '../../src/core/coalition/coalition.ts';
import type { Command } from '../../src/core/command.ts';
import {
  ACLU,
  act,
  type CallOver,
  callFrom,
  coreOf,
  DISCORD_PLACE,
  joined,
  runAs,
  SLACK_PLACE,
  slackAccount,
} from './coalition.ts';
import { ADA, redeem, type Two, twoCoalitions } from './links.ts';

export interface Asking {
  readonly command?: Command;
  readonly account?: Account;
  readonly place?: PlaceId;
  readonly over?: CallOver;
}

/** Ada presses the button, unless somebody else does; answers also what others were told. */
export async function answer({ stores }: Two, request: string, asking: Asking = {}) {
  const { command = confirm, account = ADA, over } = asking;
  const { place = account.platform === 'slack' ? SLACK_PLACE : DISCORD_PLACE } = asking;
  const core = coreOf(stores);
  const call = await callFrom(stores, place, account, { request }, over);
  return { reply: await runAs(command, call, core), notices: core.notices };
}

export const refusal = async (two: Two, request: string, asking: Asking = {}): Promise<unknown> =>
  answer(two, request, asking).catch((error: unknown) => error);

/** Forest Watch has asked to be linked to Water Defenders. */
export async function asked(as: 'link' | 'merge' = 'link') {
  const two = await twoCoalitions();
  const { request } = await redeem(two, { as });
  return { two, id: request.id };
}

/** Cy has asked to speak for ACLU in Water Defenders, for which Dee speaks. */
export async function wantsToSpeak() {
  const two = await twoCoalitions();
  const { stores, water } = two;
  const cy = await joined(stores, water, slackAccount('U2'), 'reader', 'Cy');
  const dee = await joined(stores, water, slackAccount('U3'), 'reader', 'Dee');
  const { id: organisation } = await stores.organisations.add(water, ACLU, act());
  await stores.organisations.setDelegate(water, dee, organisation, act());
  const { id } = await stores.links.askToSpeak(
    water,
    { person: cy, account: slackAccount('U2'), organisation },
    act({ person: cy }),
  );
  const speaks = async () =>
    (await stores.members.member(water, cy))?.organisation === organisation;
  return { two, id, speaks };
}
