import type { Channel, ChannelStore } from '../../src/core/coalition/channels.ts';
import { destinationKey } from '../../src/core/destination.ts';
import { channels } from '../coalition-schema.ts';
import { loggedDestination } from '../coalitions/logged-destination.ts';
import { isAt } from '../coalitions/lying-in.ts';
import { type Database, present } from '../database.ts';
import { asc } from '../drizzle.ts';
import { changeIn, tenant } from '../tenancy.ts';

/** Answers the port of `src/core/coalition/channels.ts`. */
export function createChannelStore(db: Database): ChannelStore {
  return {
    async channel(coalition, destination) {
      const row = tenant(db, coalition).row(channels, isAt(channels, destination));
      return row && channelOf(row);
    },

    async channels(coalition) {
      return tenant(db, coalition)
        .rows(channels, undefined, ...BY_PLACE)
        .map(channelOf);
    },

    async choose(coalition, destination, choice, act) {
      return changeIn(db, coalition, (mine) => {
        const row = mine.row(channels, isAt(channels, destination));
        const before: Channel = row ? channelOf(row) : { destination, organisations: [] };
        const after: Channel = { ...before, ...choice };
        if (Object.keys(choice).length === 0) return before;
        if (row) mine.change(channels, choice, isAt(channels, destination));
        else
          mine.add(channels, {
            ...destination,
            ours: after.ours ?? null,
            organisations: after.organisations,
          });
        mine.log(act, {
          action: 'channel.chosen',
          subject: destinationKey(loggedDestination(destination)),
          before: chosen(before),
          after: chosen(after),
        });
        return after;
      });
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

const chosen = ({ destination: _, ...choice }: Channel): object => choice;

export function channelOf(row: typeof channels.$inferSelect): Channel {
  const { platform, workspace, channel, organisations, ours } = present(row);
  return {
    destination: { platform, workspace, channel },
    organisations,
    ...(ours !== undefined && { ours }),
  };
}
