import type { MemberCall } from '../command.ts';
import type { Core } from '../core.ts';
import type { Attachment } from '../reply.ts';
import { type Archive, handedTo } from './archive.ts';
import { actOf } from './audit.ts';
import { type Place, placeKey } from './coalition.ts';
import { may, type Who } from './rights.ts';

/** What was added from a place, as a file: made before it leaves. That it was handed out stands in the log. */
export async function handedOut(call: MemberCall, core: Core, place: Place): Promise<Attachment> {
  const { who } = call;
  const { platform, workspace } = place;
  const act = actOf(call, core);
  const archive = await core.archives.read(who.coalition.id, act.at, { platform, workspace });
  const file = await core.pack(asItsOwn(asSeen(who, archive), place, core.newId()));
  await core.audit.note(
    who.coalition.id,
    {
      action: 'coalition.exported',
      subject: placeKey(place),
      after: { name: place.name, file: file.name },
    },
    act,
  );
  return file;
}

/**
 * A coordinator gets what they may export; who only administers or linked the
 * place, of people and the log what is theirs alone; and who is no part of the coalition,
 * nothing of it.
 */
function asSeen(who: Who, archive: Archive): Archive {
  if (!may(who, 'read'))
    return { ...archive, members: [], called: {}, organisations: [], deadlines: [], log: [] };
  const handed = handedTo(who, archive);
  if (may(who, 'coordinate')) return handed;
  const log = archive.log.filter(({ person }) => person !== undefined && person === who.person);
  const members = archive.members.filter(({ person }) => person === who.person);
  return { ...handed, members, called: unnamed(archive), log };
}

/** Who added something is not said to whom the names are not handed; that they were members is. */
const unnamed = ({ members, called = {} }: Archive): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...members.map(({ person }) => person), ...Object.keys(called)].map((person) => [
      person,
      'another member',
    ]),
  );

/**
 * As the place's own: another Vigil takes it over as a coalition that has nothing
 * to do with the one that was left. Who administers the place coordinates it there.
 */
function asItsOwn(archive: Archive, { name }: Place, id: string): Archive {
  const owned = <Thing extends { readonly coalition: string }>(things: readonly Thing[]): Thing[] =>
    things.map((thing) => ({ ...thing, coalition: id }));
  return {
    ...archive,
    coalition: { id, name, foundedAt: archive.exportedAt },
    places: owned(archive.places).map((place) => ({ ...place, seeds: true })),
    deadlines: owned(archive.deadlines),
    follows: owned(archive.follows),
  };
}
