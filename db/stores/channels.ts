import type { Channel, ChannelStore } from '../../src/core/channels.ts';
import { type Destination, destinationKey } from '../../src/core/destination.ts';
import { channels } from '../coalition-schema.ts';
import { type Database, present } from '../database.ts';
import { and, asc, eq } from '../drizzle.ts';
import { tenant } from '../tenancy.ts';

/** Answers the port of `src/core/channels.ts`. */
export function createChannelStore(db: Database): ChannelStore {
  return {
    async channel(coalition, destination) {
      const row = tenant(db, coalition).row(channels, at(destination));
      return row && channelOf(row);
    },

    async channels(coalition) {
      return tenant(db, coalition)
        .rows(channels, undefined, ...BY_PLACE)
        .map(channelOf);
    },

    async choose(coalition, destination, choice, act) {
      return db.transaction(
        (tx) => {
          const mine = tenant(tx, coalition);
          const row = mine.row(channels, at(destination));
          const before: Channel = row ? channelOf(row) : { destination, organisations: [] };
          const after: Channel = { ...before, ...choice };
          if (Object.keys(choice).length === 0) return before;
          if (row) mine.change(channels, choice, at(destination));
          else
            mine.add(channels, {
              ...destination,
              ours: after.ours ?? null,
              organisations: after.organisations,
            });
          mine.log(act, {
            action: 'channel.chosen',
            subject: destinationKey(destination),
            before: chosen(before),
            after: chosen(after),
          });
          return after;
        },
        { behavior: 'immediate' },
      );
    },

    async all() {
      return db
        .select()
        .from(channels)
        .orderBy(...BY_PLACE)
        .all()
        .map((row) => ({ ...channelOf(row), coalition: row.coalition }));
    },
  };
}

const BY_PLACE = [asc(channels.platform), asc(channels.workspace), asc(channels.channel)];

const at = ({ platform, workspace, channel }: Destination) =>
  and(
    eq(channels.platform, platform),
    eq(channels.workspace, workspace),
    eq(channels.channel, channel),
  );

const chosen = ({ destination: _, ...choice }: Channel): object => choice;

export function channelOf(row: typeof channels.$inferSelect): Channel {
  const { platform, workspace, channel, organisations, ours } = present(row);
  return {
    destination: { platform, workspace, channel },
    organisations,
    ...(ours !== undefined && { ours }),
  };
}
