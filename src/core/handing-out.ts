import { type Archive, handedTo } from './archive.ts';
import { actOf } from './audit.ts';
import { type Place, placeKey } from './coalition.ts';
import type { MemberCall } from './command.ts';
import type { Core } from './core.ts';
import type { Attachment } from './reply.ts';
import { may, type Who } from './rights.ts';

/** What was added from a place, as a file: made before it leaves. That it was handed out stands in the log. */
export async function handedOut(call: MemberCall, core: Core, place: Place): Promise<Attachment> {
  const { who } = call;
  const { platform, workspace } = place;
  const act = actOf(call, core);
  const archive = await core.archives.read(who.coalition.id, act.at, { platform, workspace });
  const file = core.pack(asSeen(who, archive));
  await core.audit.note(
    who.coalition.id,
    { action: 'coalition.exported', subject: placeKey(place), after: { file: file.name } },
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
    return { ...archive, members: [], organisations: [], deadlines: [], log: [] };
  const handed = handedTo(who, archive);
  if (may(who, 'coordinate')) return handed;
  const log = archive.log.filter(({ person }) => person !== undefined && person === who.person);
  const members = archive.members.filter(({ person }) => person === who.person);
  return { ...handed, members, log };
}
