import { describe, expect, it } from 'vitest';
import type { Follow } from '../../src/core/follows.ts';
import type { OwnDeadline } from '../../src/core/own/deadlines.ts';
import { isNothing, oursIn } from '../../src/reminders/ours.ts';
import { at, CHANNEL, COALITION, following } from '../support/following.ts';
import { finalText } from '../support/ours.ts';

interface World {
  readonly follows?: readonly Follow[];
  readonly falling?: readonly OwnDeadline[];
  readonly changed?: readonly OwnDeadline[];
}

/** What a beat is given, and what it asked of the stores. */
async function beat(
  since: string,
  to: string,
  { follows = [], falling = [], changed = [] }: World = {},
) {
  const asked: string[] = [];
  const ours = await oursIn(
    {
      deadlines: {
        changed: async (from, until) =>
          changed.filter(({ movedAt = 0 }) => movedAt > from && movedAt <= until),
        falling: async (first, last) => {
          asked.push(first === last ? first : `${first} to ${last}`);
          return falling.filter(({ date }) => date >= first && date <= last);
        },
      },
      channels: {
        all: async () => {
          asked.push('channels');
          return [{ coalition: COALITION, destination: CHANNEL, organisations: ['aclu'] }];
        },
      },
      organisations: {
        organisations: async (coalition) => {
          asked.push(`organisations of ${coalition}`);
          return [{ id: 'aclu', short: 'ACLU', name: '', languages: [], createdAt: 0 }];
        },
      },
      outbox: {
        told: async (coalition, deadlines) => {
          asked.push(`told of ${deadlines.join(' and ')}`);
          return deadlines.map((deadline) => ({
            key: `${coalition} ${deadline}`,
            destination: CHANNEL,
            state: 'PER',
            dueOn: '2026-12-01',
            deadline,
            subjects: ['state/PER'],
          }));
        },
      },
    },
    { follows, since: at(since), to: at(to) },
  );
  return { ours, asked };
}

describe('what a beat asks of what coalitions have set', () => {
  it('is nothing that falls, where no hour of a reminder has come', async () => {
    const { ours, asked } = await beat('2026-11-22 09:01', '2026-11-22 09:12', {
      follows: [following()],
    });

    expect(asked).toEqual([]);
    expect(isNothing(ours)).toBe(true);
  });

  it('is the days that a rung can count to, and no day between', async () => {
    const follows = [
      following({ ladder: [60, 2, 1, 0], time: '08:59' }),
      following({ ladder: [200] }),
    ];

    const { asked } = await beat('2026-11-22 08:58', '2026-11-22 08:59', { follows });

    expect(asked).toEqual(['2026-11-22 to 2026-11-24', '2027-01-21']);
  });

  it('is the ladder by default at its hour also where nobody follows: for what is one person’s', async () => {
    const { asked } = await beat('2026-11-22 08:59', '2026-11-22 09:00');

    expect(asked).toEqual([
      '2026-11-22 to 2026-11-23',
      '2026-11-29',
      '2026-12-06',
      '2026-12-22',
      '2027-02-20',
    ]);
  });

  it('is what was told of each version of what has changed, in one question', async () => {
    const moved = finalText({ movedAt: at('2026-11-22 10:01') });
    const { ours, asked } = await beat('2026-11-22 10:00', '2026-11-22 10:01', {
      changed: [
        { ...moved, dateVersion: 2 },
        { ...moved, id: 'e8m3' },
      ],
    });

    const own = `own/${COALITION}`;
    expect(asked.filter((what) => what.startsWith('told'))).toEqual([
      `told of ${own}/d7k2@1 and ${own}/d7k2@2 and ${own}/e8m3@1`,
    ]);
    expect(ours.told.get(`${own}/d7k2`)?.map(({ deadline }) => deadline)).toEqual([
      `${own}/d7k2@1`,
      `${own}/d7k2@2`,
    ]);
  });

  it('is what was decided of channels once there is something to show', async () => {
    const { ours, asked } = await beat('2026-11-22 10:00', '2026-11-22 10:01', {
      changed: [finalText({ movedAt: at('2026-11-22 10:01') })],
    });

    expect(asked).toContain('channels');
    expect(ours.channels.get('slack/T1/C1')?.organisations).toEqual(['aclu']);
  });

  it('is the names of organisations where something is for some of them', async () => {
    const visibility = { to: 'organisations', organisations: ['aclu'] } as const;
    const { ours, asked } = await beat('2026-11-30 08:59', '2026-11-30 09:00', {
      falling: [finalText({ visibility }), finalText({ id: 'other', visibility })],
    });

    expect(asked.filter((what) => what.startsWith('organisations'))).toEqual([
      `organisations of ${COALITION}`,
    ]);
    expect(ours.short(COALITION, 'aclu')).toBe('ACLU');
    expect(ours.short('another', 'aclu')).toBe('aclu');
  });
});
