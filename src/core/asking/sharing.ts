import type { Command, OptionValues } from '../command.ts';
import type { Reply } from '../reply.ts';
import { canonical } from './arguments.ts';
import { MOST_COMMAND } from './problems.ts';

/** Shows the answer to the channel where asked to, else offers to. */
export function offeringShare(
  reply: Reply,
  { command, options }: { readonly command: Command; readonly options: OptionValues },
): Reply {
  const shown = inChannelIfAsked(reply, options);
  if (shown.problem !== undefined || shown.audience === 'channel') return shown;
  const { share: _, ...rest } = options;
  const again = canonical(command, rest);
  if (again.length > MOST_COMMAND) return shown;
  const button = { does: 'share', label: 'Share', command: again } as const;
  return { ...shown, buttons: [...(shown.buttons ?? []), button] };
}

/**
 * A refusal and a file stay private, whatever was asked. Sharing asks again, so
 * what does something is never offered for it.
 */
export function inChannelIfAsked(reply: Reply, { share }: OptionValues): Reply {
  if (reply.file) return { ...reply, audience: 'caller' };
  return share === 'yes' && reply.problem === undefined ? { ...reply, audience: 'channel' } : reply;
}
