import { canonical } from '../../src/core/asking/arguments.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import { type Place, placeKey } from '../../src/core/coalition/coalition.ts';
import { placeWords } from '../../src/core/coalition/coalition-words.ts';
import { tellCoordinators } from '../../src/core/coalition/coordinators.ts';
import { enrolled } from '../../src/core/coalition/enrolling.ts';
import { handedOut } from '../../src/core/coalition/handing-out.ts';
import { isKeptBy, placeToUnlink } from '../../src/core/coalition/place-to-unlink.ts';
import { defineCommand, type MemberCall } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Attachment, Reply } from '../../src/core/reply.ts';

/** `/upr-admin unlink`: a place leaves its coalition, once that was confirmed. */
export const adminUnlink = defineCommand({
  name: 'admin unlink',
  summary: 'Take a workspace or server out of the coalition',
  examples: ['admin unlink', 'admin unlink "Forest Watch" data:export confirm'],
  // Also for who administers the place, and who linked it, whatever their role: see src/core/coalition/place-to-unlink.ts.
  needs: 'self',
  shared: false,
  options: {
    place: { kind: 'place', summary: 'This one unless said', positional: true },
    data: {
      kind: 'text',
      summary: 'What it added: kept only, or also as a file',
      choices: ['keep', 'export'],
    },
    confirm: { kind: 'flag', summary: 'Do it' },
  },

  async run(call, core) {
    const place = await placeToUnlink(call, core);
    await demandOther(call, core, place);
    return call.options.confirm === undefined
      ? whatWillHappen(call, place)
      : unlinked(call, core, place);
  },
});

/** Said before anything is asked or packed. */
async function demandOther({ who }: MemberCall, core: Core, place: Place): Promise<void> {
  const rest = (await core.coalitions.places(who.coalition.id))
    .filter((other) => placeKey(other) !== placeKey(place))
    .filter(({ kind }) => kind === 'workspace' || place.kind === 'direct');
  if (rest.length > 0) return;
  throw new UserError(
    `${placeWords(place)} is the only place of ${who.coalition.name}, so there is nothing that it could leave.`,
    { problem: 'last_place' },
  );
}

function whatWillHappen({ who }: MemberCall, place: Place): Reply {
  const name = who.coalition.name;
  const command = (data: string): string =>
    canonical(adminUnlink, { place: placeKey(place), data, confirm: 'yes' });
  return {
    title: `Take ${place.name} out of ${name}?`,
    tone: 'warning',
    audience: 'caller',
    blocks: [
      {
        kind: 'list',
        heading: `What will happen to ${placeWords(place)}`,
        items: [
          [
            `It becomes a coalition of its own again, called ${place.name}. That one begins with its people and what is followed there, stopped, and holds nothing else.`,
          ],
          ['What waits to be posted there is not posted.'],
          [
            `Its people no longer see what ${name} shares. Who came by it is a member of the coalition that it becomes, and of ${name} no longer.`,
          ],
          [
            `What was added from there stays with ${name}. You can have it as a file as well, which whoever runs a Vigil can import as a coalition of its own.`,
          ],
          ['Whoever else coordinates either of the two is told.'],
        ],
      },
    ],
    buttons: [
      { does: 'ask', label: 'Unlink and keep what it added', command: command('keep') },
      {
        does: 'ask',
        label: 'Unlink and hand out what it added as a file',
        command: command('export'),
      },
    ],
    data: { confirm: true, place: placeKey(place) },
  };
}

async function unlinked(call: MemberCall, core: Core, place: Place): Promise<Reply> {
  const known = await withPerson(call, core);
  const { who } = known;
  const act = actOf(known, core);
  const file = call.options.data === 'export' ? await handedOut(known, core, place) : undefined;
  const keeper = isKeptBy(who, place) ? who.person : undefined;
  const { platform, workspace } = place;
  const { coalition } = await core.links.unlink(
    who.coalition.id,
    { platform, workspace },
    keeper,
    act,
  );
  const about = `unlink/${placeKey(place)}/${act.at}`;
  const told = { about, except: who.person };
  await tellCoordinators(core, who.coalition.id, told, left(who.coalition.name, place));
  await tellCoordinators(core, coalition.id, told, left(who.coalition.name, place));
  return done(who.coalition.name, place, file);
}

/** Who takes a place out stands in the log, though they had done nothing that was kept before. */
async function withPerson(call: MemberCall, core: Core): Promise<MemberCall> {
  const { who, caller } = call;
  return who.person === undefined ? { ...call, who: await enrolled(who, caller, core) } : call;
}

const left = (coalition: string, place: Place): Omit<Reply, 'audience'> => ({
  title: `${place.name} has left ${coalition}`,
  tone: 'calm',
  blocks: [
    {
      kind: 'paragraph',
      text: [
        `${placeWords(place)} is a coalition of its own again. What it followed has stopped; what was added from there stays with ${coalition}.`,
      ],
    },
  ],
});

const done = (coalition: string, place: Place, file: Attachment | undefined): Reply => ({
  title: `${place.name} has left ${coalition}`,
  tone: 'done',
  audience: 'caller',
  blocks: [
    {
      kind: 'paragraph',
      text: [
        `It is a coalition of its own now, and what was followed there has stopped. What was added from there stays with ${coalition}${file ? '; the file holds it too' : ''}.`,
      ],
    },
  ],
  ...(file && { file }),
  data: { unlinked: placeKey(place) },
});
