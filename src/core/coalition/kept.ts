import type { Kept } from './members.ts';

/** Whether nothing at all is kept of an account, not even that it is kept out. */
export const isNothing = ({ accounts, coalitions }: Kept): boolean =>
  accounts.length === 0 && coalitions.length === 0;

/** The coalitions, by name, that have removed somebody, purged since or not. */
export const keptOutOf = ({ coalitions }: Kept): readonly string[] =>
  coalitions
    .filter(({ member, barred }) => member?.role === 'removed' || barred.length > 0)
    .map(({ coalition }) => coalition.name);
