import { ADMIN, isAdministrative } from '../../core/command.ts';
import { FormError } from '../../core/errors.ts';

/**
 * Where a command stands on Discord: `deadline add` is the subcommand `add` in
 * the group `deadline` of `upr`; `admin link` the subcommand `link` of `upr-admin`.
 */
export interface Path {
  readonly top: string;
  readonly group?: string | undefined;
  readonly subcommand: string;
}

/** The names of all commands, and the root that they are typed after. */
export interface Names {
  /** `/upr` */
  readonly root: string;
  readonly all: ReadonlySet<string>;
}

/**
 * What a name that also begins others is called in their group, for Discord has
 * no command that is both: `account`, beside `account link`, is `account show`.
 */
const ITSELF = 'show';

export const namesOf = (root: string, commands: readonly { readonly name: string }[]): Names => ({
  root,
  all: new Set(commands.map(({ name }) => name)),
});

/** Throws FormError for a name of more words than Discord has levels. */
export function pathOf(name: string, { root, all }: Names): Path {
  const words = name.split(' ');
  const admin = isAdministrative(name);
  const begins = [...all].some((other) => other.startsWith(`${name} `));
  const rest = [...(admin ? words.slice(1) : words), ...(begins ? [ITSELF] : [])];
  const [outer = ITSELF, inner, ...deeper] = rest;
  if (deeper.length > 0)
    throw new FormError(
      `'${name}' has more words than Discord has levels (a group and a subcommand after ${root} or ${root}-${ADMIN})`,
    );
  const top = topOf(root, admin);
  return inner === undefined
    ? { top, subcommand: outer }
    : { top, group: outer, subcommand: inner };
}

/** The name of the command that stands there: the other way round. */
export function nameAt({ top, group, subcommand }: Path, { root, all }: Names): string {
  const words = [
    ...(top === topOf(root, true) ? [ADMIN] : []),
    ...(group === undefined ? [] : [group]),
    subcommand,
  ];
  const whole = words.join(' ');
  return all.has(whole) || subcommand !== ITSELF ? whole : words.slice(0, -1).join(' ');
}

/** `upr`, `upr-admin` */
const topOf = (root: string, admin: boolean): string =>
  `${root.replace(/^\//, '')}${admin ? `-${ADMIN}` : ''}`;
