import { UserError } from '../errors.ts';
import { withArticle } from '../words/phrases.ts';
import type { Account, Coalition, Place, Role } from './coalition.ts';
import { ROLES } from './coalition.ts';

/**
 * What a command, a button or the command line may need. Every answer that
 * shows or changes what a coalition owns passes `demand`, and nothing else
 * decides.
 */
export const RIGHTS = {
  /** To be known at all: privacy, accounts. Everybody has it. */
  self: 'anyone',
  /** To see what the coalition shares. */
  read: 'reader',
  /** To say for whom one speaks. */
  speak: 'reader',
  /** To change what a channel follows: also who may manage the channel on its platform. */
  follow: 'editor',
  /** To add and change own deadlines. */
  write: 'editor',
  /** To be the second pair of eyes. */
  approve: 'approver',
  /** Places, organisations, members, log, export, purge. */
  coordinate: 'coordinator',
} as const satisfies Record<string, Role | 'anyone'>;
export type Right = keyof typeof RIGHTS;

/** Who asks, for whom, with which rights: worked out once a question. */
export interface Who {
  readonly account: Account;
  /** Absent where Vigil has kept nothing of the account. */
  readonly person?: string;
  readonly coalition: Coalition;
  readonly place: Place;
  /** `outsider`: no part of the coalition, though in one of its places: a guest, or somebody who has been removed. */
  readonly role: Role | 'outsider';
  /** The id of the organisation that the person speaks for, once confirmed. */
  readonly organisation?: string;
  /** Manages the channel on its platform. */
  readonly mayManage: boolean;
  /** Administers the place on its platform. */
  readonly administers: boolean;
}

export function may({ role, mayManage }: Pick<Who, 'role' | 'mayManage'>, right: Right): boolean {
  const needed = RIGHTS[right];
  if (needed === 'anyone') return true;
  if (role === 'outsider') return false;
  if (right === 'follow' && mayManage) return true;
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Throws UserError that says what is needed, and who can give it. */
export function demand(who: Pick<Who, 'role' | 'mayManage' | 'coalition'>, right: Right): void {
  if (may(who, right)) return;
  throw new UserError(refusal(who, right), { problem: 'not_allowed' });
}

/** An outsider is not told what the coalition is called. */
function refusal({ role, coalition }: Pick<Who, 'role' | 'coalition'>, right: Right): string {
  if (role === 'outsider')
    return 'This is for members of the coalition only, and Vigil does not know you as one. A coordinator can add you.';
  if (right === 'follow')
    return 'Only people who manage this channel, or editors of the coalition, can change what it follows. You can follow by direct message to me instead.';
  return `That takes ${withArticle(RIGHTS[right])} of ${coalition.name}; you are ${withArticle(role)}. A coordinator can change your role.`;
}
