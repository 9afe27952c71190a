import { actOf } from '../../src/core/coalition/audit.ts';
import type { Place } from '../../src/core/coalition/coalition.ts';
import { holdingsWords, placeWords } from '../../src/core/coalition/coalition-words.ts';
import type { AskedOfOthers, Request } from '../../src/core/coalition/links.ts';
import { memberWords } from '../../src/core/coalition/member-words.ts';
import type { Member } from '../../src/core/coalition/members.ts';
import type { Organisation } from '../../src/core/coalition/organisations.ts';
import { defineCommand, type MemberCall, typedAs } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { dayWords } from '../../src/core/dates/edtf.ts';
import type { Block, Button, Reply, Text } from '../../src/core/reply.ts';
import { readName } from '../../src/core/words/naming.ts';
import { counting } from '../../src/core/words/phrases.ts';

const MOST_OF_NAME = 80;
/** Requests with buttons: a platform takes so many, and the others have their ids. */
const MOST_WITH_BUTTONS = 2;
const MOST_LISTED = 25;

/** `/upr-admin coalition`: what it is made of, and what waits for a coordinator. */
export const adminCoalition = defineCommand({
  name: 'admin coalition',
  summary: 'Show the coalition, its places and open requests; rename it',
  examples: ['admin coalition', 'admin coalition name:"Water Defenders"'],
  needs: 'coordinate',
  shared: false,
  options: {
    name: { kind: 'text', summary: 'What it is called from now on', example: 'Water Defenders' },
  },

  run: async (call, core) =>
    call.options.name === undefined ? shown(call, core) : renamed(call, core, call.options.name),
});

async function renamed(call: MemberCall, core: Core, typed: string): Promise<Reply> {
  const { who } = call;
  const name = readName(typed, { what: "the coalition's name", most: MOST_OF_NAME });
  await core.coalitions.rename(who.coalition.id, name, actOf(call, core));
  return {
    title: `The coalition is called ${name} now`,
    tone: 'done',
    audience: 'caller',
    blocks: [{ kind: 'paragraph', text: [`It was called ${who.coalition.name}.`] }],
    data: { name, before: who.coalition.name },
  };
}

async function shown({ who }: MemberCall, core: Core): Promise<Reply> {
  const { id, name, foundedAt, purgeAt } = who.coalition;
  const places = await core.coalitions.places(id);
  const holdings = await core.coalitions.holdings(id);
  const now = core.clock.now();
  const waiting = await core.links.waiting(id, now);
  const asked = (await core.links.asked(id)).filter(
    ({ status, expiresAt }) => status === 'waiting' && expiresAt > now,
  );
  const members = waiting.length > 0 ? await core.members.members(id) : [];
  const organisations = waiting.length > 0 ? await core.organisations.organisations(id) : [];
  return {
    title: name,
    tone: 'calm',
    audience: 'caller',
    blocks: [
      ...(purgeAt === undefined ? [] : [purgeBlock(core, purgeAt)]),
      {
        kind: 'fields',
        fields: [
          { label: 'Founded', text: [dayWords(foundedAt)] },
          { label: 'Holds', text: [holdingsWords(holdings)] },
        ],
      },
      ...placesBlock(places),
      ...requestsBlock(waiting, members, organisations),
      ...askedBlock(core, asked),
    ],
    ...(waiting.length > 0 && { buttons: waiting.slice(0, MOST_WITH_BUTTONS).flatMap(answers) }),
    data: { coalition: who.coalition, places, holdings, waiting, asked },
  };
}

const purgeBlock = ({ root }: Core, purgeAt: number): Block => ({
  kind: 'warning',
  text: [
    `All of it is deleted on ${dayWords(purgeAt)}. To call that off: ${typedAs(root, 'admin purge cancel')}.`,
  ],
});

/** Direct messages are counted: whose they are is nobody's business here. */
function placesBlock(places: readonly Place[]): readonly Block[] {
  const named = places.filter(({ kind }) => kind === 'workspace');
  const direct = places.length - named.length;
  const more = named.length - MOST_LISTED;
  const items: Text[] = [
    ...named
      .slice(0, MOST_LISTED)
      .map((place): Text => [`${placeWords(place)}, since ${dayWords(place.joinedAt)}`]),
    ...(more > 0 ? [[`and ${more} more`]] : []),
    ...(direct > 0
      ? [[counting(direct, "person's direct messages", "people's direct messages")]]
      : []),
  ];
  return items.length > 0 ? [{ kind: 'list', heading: 'Places', items }] : [];
}

function requestsBlock(
  waiting: readonly Request[],
  members: readonly Member[],
  organisations: readonly Organisation[],
): readonly Block[] {
  if (waiting.length === 0) return [];
  const items = waiting
    .slice(0, MOST_LISTED)
    .map(
      (request): Text => [
        { strong: request.id },
        ` · ${wish(request, members, organisations)}, asked on ${dayWords(request.createdAt)}, waits until ${dayWords(request.expiresAt)}`,
      ],
    );
  return [{ kind: 'list', heading: 'Waiting for an answer', items }];
}

/** What waits for an answer elsewhere, and how to take it back. */
function askedBlock({ root }: Core, asked: readonly AskedOfOthers[]): readonly Block[] {
  if (asked.length === 0) return [];
  const items = asked
    .slice(0, MOST_LISTED)
    .map(
      ({ id, kind, host, createdAt, expiresAt }): Text => [
        { strong: id },
        ` · to join ${host} with ${kind === 'link' ? 'one place' : 'all places'}, asked on ${dayWords(createdAt)}, waits until ${dayWords(expiresAt)}; to take it back: ${typedAs(root, `decline ${id}`)}`,
      ],
    );
  return [{ kind: 'list', heading: 'Asked of others', items }];
}

function wish(
  { kind, joining, organisation, person }: Request,
  members: readonly Member[],
  organisations: readonly Organisation[],
): string {
  if (kind === 'link') return `${joining?.name} asks to join with one place`;
  if (kind === 'merge') return `${joining?.name} asks to join with all its places`;
  const asker = members.find((member) => member.person === person);
  const name = asker ? memberWords(asker, members) : 'Somebody who has left';
  const short = organisations.find(({ id }) => id === organisation)?.short ?? 'an organisation';
  return `${name} asks to speak for ${short}`;
}

const answers = ({ id }: Request): readonly Button[] => [
  { does: 'ask', label: `Confirm ${id}`, command: `confirm ${id}` },
  { does: 'ask', label: `Decline ${id}`, command: `decline ${id}` },
];
