import { actOf } from '../../src/core/coalition/audit.ts';
import { type Channel, isExposed } from '../../src/core/coalition/channels.ts';
import { type Exposure, type Place, placeKey } from '../../src/core/coalition/coalition.ts';
import { isNoOrganisation } from '../../src/core/coalition/organisation-words.ts';
import type { Organisation } from '../../src/core/coalition/organisations.ts';
import { defineCommand, type MemberCall } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { type Destination, destinationKey } from '../../src/core/destination.ts';
import { readOrganisations } from '../../src/core/own/options.ts';
import { CHOICES, READERS } from '../../src/core/own/showing.ts';
import type { Block, Button, Text } from '../../src/core/reply.ts';
import { pageOf, pageWords } from '../../src/core/words/paging.ts';
import { listed } from '../../src/core/words/phrases.ts';

const PAGE_SIZE = 10;

/** `/upr-admin channel ours:shown organisation:aclu`: what own things this channel may show. */
export const adminChannel = defineCommand({
  name: 'admin channel',
  summary: 'Who reads this channel, and what of ours it shows',
  examples: ['admin channel', 'admin channel ours:shown', 'admin channel organisation:"aclu, hrw"'],
  options: {
    ours: {
      kind: 'text',
      summary: 'Whether own deadlines may be posted here',
      choices: ['shown', 'kept_out'],
    },
    organisation: {
      kind: 'organisation',
      several: true,
      words: ['none'],
      summary: 'All who read it are of these, or none',
      example: 'aclu',
    },
    page: { kind: 'number', summary: 'Page of other channels', least: 1, most: 999 },
  },
  shared: false,
  needs: 'coordinate',

  async run(call, core) {
    const { who, caller } = call;
    const coalition = who.coalition.id;
    const choice = await readChoice(call, core);
    const channel =
      choice === undefined
        ? await core.channels.channel(coalition, caller.place)
        : await core.channels.choose(coalition, caller.place, choice, actOf(call, core));
    const [exposure, organisations, all, places] = await Promise.all([
      core.exposure(caller.place),
      core.organisations.organisations(coalition),
      core.channels.channels(coalition),
      core.coalitions.places(coalition),
    ]);
    const here = destinationKey(caller.place);
    const others = all.filter(({ destination }) => destinationKey(destination) !== here);
    const page = pageOf(others, PAGE_SIZE, call.options.page, (n) => `admin channel page:${n}`);
    return {
      title: `${choice === undefined ? 'This channel' : 'Remembered for this channel'}${pageWords(page)}`,
      tone: choice === undefined ? 'calm' : 'done',
      audience: 'caller',
      blocks: [
        { kind: 'fields', fields: fieldsOf(channel, exposure, organisations) },
        ...otherBlocks(page.items, { organisations, places }),
      ],
      buttons: [...page.buttons, ...choiceButtons(channel)],
      data: {
        ...dataOf(channel, caller.place),
        exposure,
        others: others.map((other) => dataOf(other, other.destination)),
      },
    };
  },
});

/** What is given; undefined where nothing is. `organisation:none` takes them away. */
async function readChoice(
  { options, who }: MemberCall,
  core: Core,
): Promise<Partial<Pick<Channel, 'ours' | 'organisations'>> | undefined> {
  const { ours, organisation } = options;
  if (ours === undefined && organisation === undefined) return undefined;
  return {
    ...(ours !== undefined && { ours: ours === 'shown' ? 'shown' : 'kept_out' }),
    ...(organisation !== undefined && {
      organisations: isNoOrganisation(organisation)
        ? []
        : await readOrganisations(core, who, organisation),
    }),
  };
}

const fieldsOf = (
  channel: Channel | undefined,
  exposure: Exposure,
  organisations: readonly Organisation[],
): readonly { readonly label: string; readonly text: Text }[] => [
  {
    label: 'Read by',
    text: [`${READERS[exposure]}${exposure === 'unknown' ? '' : ', as far as Vigil knows'}`],
  },
  { label: 'Own deadlines', text: [oursWords(channel?.ours, exposure)] },
  {
    label: 'Everybody who reads it is of',
    text: [
      channel && channel.organisations.length > 0
        ? namesOf(channel.organisations, organisations)
        : 'nobody has said; what is for single organisations is not shown here',
    ],
  },
];

function oursWords(ours: Channel['ours'], exposure: Exposure): string {
  if (ours === 'shown') return 'shown here, as was chosen';
  if (ours === 'kept_out') return 'kept out, as was chosen';
  return isExposed(exposure)
    ? 'kept out, because people from outside may read it and nobody has chosen'
    : 'shown here, because it is read by your own people; nobody has chosen';
}

const namesOf = (ids: readonly string[], organisations: readonly Organisation[]): string =>
  listed(ids.map((id) => organisations.find((one) => one.id === id)?.short ?? id));

/** Those of the coalition's other channels for which somebody has chosen. */
const otherBlocks = (others: readonly Channel[], called: Called): readonly Block[] =>
  others.length === 0
    ? []
    : [
        {
          kind: 'list',
          heading: 'Chosen for other channels',
          items: others.map((other) => otherText(other, called)),
        },
      ];

/** What ids are called. */
interface Called {
  readonly organisations: readonly Organisation[];
  readonly places: readonly Place[];
}

/** `channel C1 on Slack (Forest Watch) · ours shown`. */
function otherText(
  { destination, ours, organisations: ids }: Channel,
  { organisations, places }: Called,
): Text {
  const shown = { shown: ' · ours shown', kept_out: ' · ours kept out', none: '' }[ours ?? 'none'];
  const of = ids.length > 0 ? ` · of ${namesOf(ids, organisations)}` : '';
  const place = places.find((one) => placeKey(one) === placeKey(destination));
  const where = place ? ` (${place.name})` : '';
  return [{ channel: destination }, `${where}${shown}${of}`];
}

/** The choice that is not made. */
const choiceButtons = (channel: Channel | undefined): readonly Button[] =>
  CHOICES.filter(
    (button) => !('command' in button && button.command.endsWith(`ours:${channel?.ours}`)),
  );

const dataOf = (channel: Channel | undefined, destination: Destination): object => ({
  channel: destinationKey(destination),
  ours: channel?.ours ?? null,
  organisations: channel?.organisations ?? [],
});
