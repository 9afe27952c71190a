import type { Act } from './audit.ts';
import type { Request } from './links.ts';

/** A member organisation of a coalition: only an organisation signs. */
export interface Organisation {
  /** Short and stable: `aclu`. Made of the short name when it is added. */
  readonly id: string;
  /** `ACLU`. */
  readonly short: string;
  /** `American Civil Liberties Union`. */
  readonly name: string;
  /** BCP 47 tags, such as `en`, `fr`: what it works in. */
  readonly languages: readonly string[];
  /** Consultative status with ECOSOC, where it has one. https://ecosoc.un.org/en/ngo/consultative-status */
  readonly ecosoc?: EcosocStatus;
  readonly createdAt: number;
}

/** The three of ECOSOC resolution 1996/31, paragraphs 22 to 24. */
export const ECOSOC_STATUSES = ['general', 'special', 'roster'] as const;
export type EcosocStatus = (typeof ECOSOC_STATUSES)[number];

export type OrganisationValues = Omit<Organisation, 'id' | 'createdAt'>;

export interface OrganisationStore {
  /** By short name. */
  organisations(coalition: string): Promise<readonly Organisation[]>;
  organisation(coalition: string, id: string): Promise<Organisation | undefined>;
  /** Throws UserError (`organisation_exists`) where the short or full name is taken, whatever its case or accents. */
  add(coalition: string, values: OrganisationValues, act: Act): Promise<Organisation>;
  /** Changes what is given; `ecosoc: null` takes the status away. Throws as `add` does. */
  edit(
    coalition: string,
    id: string,
    changes: Partial<Omit<OrganisationValues, 'ecosoc'>> & {
      readonly ecosoc?: EcosocStatus | null;
    },
    act: Act,
  ): Promise<Organisation>;
  /**
   * Ends it: its delegates speak for nobody. Answers the requests to speak for it
   * that ended with it. Throws UserError (`organisation_in_use`) while own
   * deadlines are for it alone.
   */
  drop(coalition: string, id: string, act: Act): Promise<readonly Request[]>;
  /** A person speaks for it from now on, and for no other; undefined ends it. */
  setDelegate(
    coalition: string,
    person: string,
    organisation: string | undefined,
    act: Act,
  ): Promise<void>;
}
