import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoalitionStore } from '../../../db/stores/coalitions.ts';
import { createLinkStore } from '../../../db/stores/links.ts';
import { createMemberStore } from '../../../db/stores/members.ts';
import { createOrganisationStore } from '../../../db/stores/organisations.ts';
import { createOwnDeadlineStore } from '../../../db/stores/own-deadlines.ts';
import type { Account, PlaceId } from '../../../src/core/coalition/coalition.ts';
import { UserError } from '../../../src/core/errors.ts';
import { act, NOON } from '../../support/coalition.ts';
import { type BareDatabase, openBare, type Row } from '../../support/database.ts';
import { forOrganisations, ownValues } from '../../support/own-deadlines.ts';

const PLACES: readonly PlaceId[] = [
  { platform: 'slack', workspace: 'T1' },
  { platform: 'slack', workspace: 'T2' },
  { platform: 'discord', workspace: 'G1' },
  { platform: 'discord', workspace: 'G2' },
];

const number = fc.nat(PLACES.length - 1);
const step = fc.oneof(
  fc.record({ does: fc.constant('found' as const), at: number }),
  fc.record({
    does: fc.constantFrom('link' as const, 'merge' as const),
    at: number,
    to: number,
  }),
  fc.record({ does: fc.constant('unlink' as const), at: number }),
  fc.record({ does: fc.constant('work' as const), at: number }),
  fc.record({ does: fc.constant('visit' as const), at: number, to: number }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Each place has its coalition, with something in it. */
const BEGINNING: readonly Step[] = PLACES.flatMap((_, at) => [
  { does: 'found', at },
  { does: 'work', at },
]);

/** A handful of places, each with its own founder, and what may happen to them. */
function world() {
  const bare = openBare();
  const coalitions = createCoalitionStore(bare.db);
  const links = createLinkStore(bare.db);
  const members = createMemberStore(bare.db);
  const organisations = createOrganisationStore(bare.db);
  const deadlines = createOwnDeadlineStore(bare.db);
  let at = NOON;
  const placeAt = (i: number): PlaceId => PLACES[i] ?? { platform: '', workspace: '' };
  const founderOf = (i: number): Account => {
    const { platform, workspace } = placeAt(i);
    return { platform, workspace: platform === 'slack' ? workspace : '', id: `founder-${i}` };
  };
  const knownAt = async (i: number) => coalitions.who(placeAt(i), founderOf(i));

  const does = {
    found: async ({ at: i }: Step) => {
      const place = { ...placeAt(i), name: `Place ${i}`, kind: 'workspace' } as const;
      await coalitions.found(place, { account: founderOf(i), name: `Founder ${i}` }, at);
    },
    join: async (as: 'link' | 'merge', from: number, to: number) => {
      const [newcomer, host] = [await knownAt(from), await knownAt(to)];
      if (!newcomer || !host) return;
      const text = `CODE-${at}`;
      await links.issue(
        host.coalition.id,
        { kind: 'link', text, account: founderOf(to) },
        act({ at }),
      );
      const { request } = await links.redeem(
        newcomer.coalition.id,
        { text, as, place: placeAt(from), account: founderOf(from) },
        newcomer.person ?? '',
        act({ at }),
      );
      await links.confirm(host.coalition.id, request.id, act({ at, ...personOf(host) }));
    },
    unlink: async ({ at: i }: Step) => {
      const known = await knownAt(i);
      if (known) await links.unlink(known.coalition.id, placeAt(i), known.person, act({ at }));
    },
    work: async ({ at: i }: Step) => {
      const known = await knownAt(i);
      if (!known?.person) return;
      const { id } = known.coalition;
      // Of places that are two apart, one by its full name.
      const named = { short: `O${i}`, name: `Organisation ${i % 2}`, languages: [] };
      const organisation = await organisations.add(id, named, act({ at })).catch(() => undefined);
      const visibility = forOrganisations(organisation?.id ?? '');
      const title = `At ${at}`;
      if (organisation) await deadlines.add(id, ownValues({ title, visibility }), act({ at }));
      if (organisation && known.member)
        await organisations.setDelegate(id, known.person, organisation.id, act({ at }));
    },
    visit: async (i: number, to: number) => {
      const host = await knownAt(to);
      const place = placeAt(to);
      const newcomer = { account: founderOf(i), name: `Founder ${i}` };
      if (host)
        await members.enrol(host.coalition.id, newcomer, { role: 'editor', place }, act({ at }));
    },
  };

  return {
    bare,
    /** The coalitions that a step is about: no other may change. */
    touched: async (step: Step): Promise<readonly string[]> => {
      const all = 'to' in step ? [step.at, step.to] : [step.at];
      const known = await Promise.all(all.map(knownAt));
      return known.flatMap((one) => one?.coalition.id ?? []);
    },
    /** A refusal is an answer like any other: then nothing may be half-done. */
    take: async (step: Step): Promise<void> => {
      at += 60_000;
      try {
        if (step.does === 'link' || step.does === 'merge')
          await does.join(step.does, step.at, step.to);
        else if (step.does === 'visit') await does.visit(step.at, step.to);
        else await does[step.does](step);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    },
  };
}

const personOf = ({ person }: { readonly person?: string }) =>
  person === undefined ? {} : { person };

/** What coalitions own, by coalition. */
function ownedBy({ dump }: BareDatabase): ReadonlyMap<unknown, readonly Row[]> {
  const rows = Object.values(dump())
    .flat()
    .filter((row) => 'coalition' in row);
  return Map.groupBy(rows, (row) => row['coalition']);
}

const BROKEN = {
  'a row whose coalition, or person, is none': 'pragma foreign_key_check',
  'a coalition without a coordinator': `select id from coalitions where not exists
    (select 1 from members where coalition = coalitions.id and role = 'coordinator')`,
  'a coalition without a place': `select id from coalitions where not exists
    (select 1 from places where coalition = coalitions.id)`,
  'a member who speaks for an organisation of another coalition': `select person from members m
    where organisation is not null and not exists
    (select 1 from organisations o where o.coalition = m.coalition and o.id = m.organisation)`,
  'a deadline that is for an organisation of another coalition': `select d.id from own_deadlines d,
    json_each(d.visibility, '$.organisations') j where not exists
    (select 1 from organisations o where o.coalition = d.coalition and o.id = j.value)`,
  'a person in no coalition': `select id from people where not exists
    (select 1 from members where person = people.id)`,
};

describe('places that are founded, linked, merged and unlinked in any order', () => {
  it('are each in exactly one coalition, and nothing of any other changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
        const { bare, take, touched } = world();
        for (const one of [...BEGINNING, ...steps]) {
          const before = ownedBy(bare);
          const about = await touched(one);
          const lines = bare.run('select count(*) as n from audit')[0]?.['n'];
          const added = bare.run('select count(*) as n from own_deadlines')[0]?.['n'];
          await take(one);
          const after = ownedBy(bare);
          for (const [coalition, rows] of before)
            if (!about.includes(String(coalition))) expect(after.get(coalition)).toEqual(rows);
          for (const [what, sql] of Object.entries(BROKEN)) expect(bare.run(sql), what).toEqual([]);
          expect(
            Number(bare.run('select count(*) as n from audit')[0]?.['n']),
          ).toBeGreaterThanOrEqual(Number(lines));
          expect(
            Number(bare.run('select count(*) as n from own_deadlines')[0]?.['n']),
          ).toBeGreaterThanOrEqual(Number(added));
        }
      }),
      { numRuns: 30 },
    );
  });
});
