import type { Kept } from './members.ts';

/** The coalitions, by name, that have removed somebody, whose purge left that standing. */
export const keptOutOf = ({ coalitions }: Kept): readonly string[] =>
  coalitions
    .filter(({ member }) => member?.role === 'removed')
    .map(({ coalition }) => coalition.name);
