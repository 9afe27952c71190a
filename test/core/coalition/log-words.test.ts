import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type Entry } from '../../../src/core/coalition/audit.ts';
import { entryWords, type LogNames, whoWords } from '../../../src/core/coalition/log-words.ts';

const names: LogNames = {
  member: (person) => ({ p1: 'Ada', p2: 'Ben' })[person] ?? 'a former member',
  organisation: (id) => ({ aclu: 'ACLU' })[id] ?? id,
};

const words = (entry: Partial<Entry> & Pick<Entry, 'action'>): string =>
  entryWords({ subject: '', ...entry }, names);

describe('a line of the log', () => {
  it.each<[Partial<Entry> & Pick<Entry, 'action'>, string]>([
    [
      { action: 'coalition.founded', after: { name: 'Water Defenders' } },
      'founded the coalition “Water Defenders”',
    ],
    [
      { action: 'coalition.renamed', before: { name: 'Water' }, after: { name: 'Land' } },
      'renamed the coalition from “Water” to “Land”',
    ],
    [
      { action: 'coalition.purge_asked', after: { purgeAt: 1_795_917_206_203 } },
      'asked for all of the coalition to be deleted on 29 Nov 2026',
    ],
    [{ action: 'coalition.exported', subject: 'slack/T1' }, 'exported what T1 on Slack holds'],
    [
      { action: 'place.joined', subject: 'discord/dm:123', after: {} },
      'brought in direct messages on Discord',
    ],
    [
      { action: 'place.left', subject: 'slack/T1', before: { name: 'Water' } },
      'unlinked “Water” on Slack',
    ],
    [
      { action: 'member.joined', subject: 'p2', person: 'p2', after: { role: 'reader' } },
      'joined as a reader',
    ],
    [
      { action: 'member.joined', subject: 'p2', person: 'p1', after: { role: 'editor' } },
      'added Ben as an editor',
    ],
    [
      {
        action: 'member.role',
        subject: 'p2',
        before: { role: 'reader' },
        after: { role: 'approver' },
      },
      'changed the role of Ben from reader to approver',
    ],
    [{ action: 'member.left', subject: 'p2', person: 'p2' }, 'left the coalition'],
    [{ action: 'member.removed', subject: 'p9' }, 'removed a former member'],
    [{ action: 'member.purged', subject: 'p9', person: 'p9' }, 'had what was kept of them deleted'],
    [
      { action: 'request.made', subject: 'k7qm2', after: { kind: 'speak', organisation: 'aclu' } },
      'asked to speak for ACLU',
    ],
    [{ action: 'request.declined', subject: 'k7qm2' }, 'declined the request k7qm2'],
    [
      { action: 'request.made', after: { kind: 'link', joining: 'Forest', host: 'Water' } },
      'asked to link “Forest” to “Water”',
    ],
    [
      { action: 'request.declined', after: { kind: 'merge', joining: 'Forest', host: 'Water' } },
      'declined the request to merge “Forest” into “Water”',
    ],
    [
      { action: 'request.made', after: { kind: 'merge', name: 'Water' } },
      'asked to join the coalition “Water”',
    ],
    [
      {
        action: 'request.ended',
        after: { kind: 'link', joining: 'Forest', host: 'Water', why: 'taken_back' },
      },
      'took back the request to link “Forest” to “Water”',
    ],
    [
      {
        action: 'request.ended',
        after: { kind: 'link', joining: 'Forest', host: 'Water', why: 'asker_ended' },
      },
      'ended the request to link “Forest” to “Water”: whoever asked no longer coordinates what would join',
    ],
    [
      { action: 'delegate.confirmed', subject: 'p2', after: { organisation: 'aclu' } },
      'confirmed that Ben speaks for ACLU',
    ],
    [
      { action: 'organisation.added', subject: 'aclu', after: { short: 'ACLU' } },
      'added the organisation “ACLU”',
    ],
    [
      {
        action: 'organisation.edited',
        subject: 'aclu',
        before: { languages: ['en'] },
        after: { languages: ['en', 'fr'] },
      },
      'changed the organisation ACLU (languages: en, fr, was en)',
    ],
    [
      {
        action: 'deadline.added',
        subject: 'd7k2',
        after: { title: 'Final text', date: '2026-12-01', time: '15:00' },
      },
      'added the deadline “Final text” (d7k2), due 1 Dec 2026, 15:00 Geneva',
    ],
    [
      {
        action: 'deadline.moved',
        subject: 'd7k2',
        before: { date: '2026-12-01' },
        after: { date: '2026-12-05' },
      },
      'moved the deadline (d7k2) from 1 Dec 2026 to 5 Dec 2026',
    ],
    [
      { action: 'deadline.dropped', subject: 'd7k2', before: { visibility: { to: 'person' } } },
      'dropped the deadline (d7k2)',
    ],
    [
      {
        action: 'channel.chosen',
        subject: 'slack/T1/C1',
        after: { ours: 'kept_out', organisations: ['aclu'] },
      },
      'chose for a channel that own deadlines are kept out and that all its readers are of ACLU',
    ],
    [{ action: 'follow.saved', subject: 'upr/s53' }, 'set a channel to follow UPR session 53'],
    [
      { action: 'follow.stopped', subject: 'slack/T1/C1', after: { reason: 'channel archived' } },
      'stopped what a channel follows: channel archived',
    ],
  ])('says what was done: %j', (entry, expected) => {
    expect(words(entry)).toBe(expected);
  });

  it('says who did it: a member, somebody who is gone, or Vigil', () => {
    expect([{ person: 'p1' }, { person: 'p9' }, {}].map((entry) => whoWords(entry, names))).toEqual(
      ['Ada', 'a former member', 'Vigil'],
    );
  });

  it('has words for every action, whatever stands before and after', () => {
    const anything = fc.option(fc.oneof(fc.object(), fc.constant({ date: '2026-99' })), {
      nil: undefined,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIONS),
        fc.string(),
        anything,
        anything,
        (action, subject, before, after) => {
          const said = words({
            action,
            subject,
            ...(before && { before }),
            ...(after && { after }),
          });

          expect(said).toMatch(/^[a-z]+ /);
          expect(said.length).toBeLessThan(5_000);
        },
      ),
    );
  });

  it('is short, however long what it tells of is', () => {
    const title = 'x'.repeat(10_000);

    expect(words({ action: 'deadline.added', after: { title } }).length).toBeLessThan(120);
  });
});
