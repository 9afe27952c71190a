import type { Json } from './form.ts';
import { guildOf, newGuild } from './guilds.ts';
import { directChannel } from './interactions.ts';
import { channelObject, guildObject, type Room, roleObject, type World } from './world.ts';

/** What becomes of servers, their channels and their people; a bot that is connected hears what its intents tell. */
export function placesOf(world: World, dispatch: (type: string, data: Json) => void) {
  const addRoom = (room: Room, event: string): string => {
    const id = world.nextId();
    world.channels.set(id, undefined);
    world.rooms.set(id, room);
    dispatch(event, channelObject(world, id));
    return id;
  };

  return {
    /** Installs the bot in another server: it hears of it at once. */
    addGuild({ name = 'Elsewhere', owner = '2' } = {}): { guild: string; channel: string } {
      const guild = newGuild({ id: world.nextId(), name, owner }, world.permissions);
      world.guilds.set(guild.id, guild);
      const channel = world.nextId();
      world.channels.set(channel, undefined);
      world.rooms.set(channel, { guild: guild.id, kind: 'text', hidden: false });
      dispatch('GUILD_CREATE', guildObject(world, guild.id));
      return { guild: guild.id, channel };
    },

    /** Takes the bot out of a server. */
    removeBot(guild = world.guild): void {
      world.guilds.delete(guild);
      for (const [id, room] of world.rooms) if (room.guild === guild) world.channels.set(id, 50001);
      dispatch('GUILD_DELETE', { id: guild });
    },

    /** Lists a server in Server Discovery: from now on all the world can join it. */
    discover(guild = world.guild): void {
      guildOf(world, guild).features.add('DISCOVERABLE');
      dispatch('GUILD_UPDATE', guildObject(world, guild));
    },

    /** Nothing can be asked of a server, until `recovery`. */
    outage(guild = world.guild): void {
      guildOf(world, guild).available = false;
      dispatch('GUILD_DELETE', { id: guild, unavailable: true });
    },

    recovery(guild = world.guild): void {
      guildOf(world, guild).available = true;
      dispatch('GUILD_CREATE', guildObject(world, guild));
    },

    /** `hidden`: not seen by everybody. */
    addChannel: ({ guild = world.guild, hidden = false } = {}): string =>
      addRoom({ guild, kind: 'text', hidden }, 'CHANNEL_CREATE'),

    addThread: (parent = world.channel, { isPrivate = false } = {}): string =>
      addRoom(
        {
          guild: world.rooms.get(parent)?.guild ?? world.guild,
          kind: isPrivate ? 'private thread' : 'thread',
          hidden: false,
          parent,
        },
        'THREAD_CREATE',
      ),

    /** Somebody comes into a server, or is known anew; with a role of their own where permissions are given. */
    addMember(user: string, { guild = world.guild, nick, name, permissions }: Person = {}): void {
      const { members, roles, gone } = guildOf(world, guild);
      const role = permissions === undefined ? undefined : world.nextId();
      if (role !== undefined && permissions !== undefined) {
        roles.set(role, permissions);
        const created = { guild_id: guild, role: roleObject(role, guild, permissions) };
        dispatch('GUILD_ROLE_CREATE', created);
      }
      if (name !== undefined) world.names.set(user, name);
      members.set(user, { nick, roles: role === undefined ? [] : [role] });
      gone.delete(user);
    },

    /** Removes somebody from a server. Bots without the intent of members hear nothing of it. */
    kick(user: string, guild = world.guild): void {
      const { members, gone } = guildOf(world, guild);
      members.delete(user);
      gone.add(user);
    },

    deleteAccount(user: string): void {
      world.deleted.add(user);
      for (const { members } of world.guilds.values()) members.delete(user);
    },

    /** Writing in the channel is refused with a code from now on: 10003, 50001, 50013. */
    forbid(channel: string, code: number): void {
      world.channels.set(channel, code);
    },

    refuseDirectMessages(user: string): void {
      world.channels.set(directChannel(world, user), 50007);
    },
  };
}

interface Person {
  readonly guild?: string;
  readonly nick?: string;
  /** What they call themselves everywhere. */
  readonly name?: string;
  /** Bits as Discord counts them; none but the ordinary where absent. */
  readonly permissions?: bigint;
}
