import type { WebSocket } from 'ws';
import { asJson, type Json } from './form.ts';
import { guildObject, userObject, type World } from './world.ts';

interface Frame {
  readonly op: 0;
  readonly d: Json;
  readonly s: number;
  readonly t: string;
}

/** What a client gets under one session id, over however many connections. */
export interface Session {
  readonly id: string;
  readonly frames: Frame[];
  socket: WebSocket | undefined;
}

/** How often clients identified and resumed, and with which intents. */
export interface Seen {
  identifies: number;
  resumes: number;
  readonly intents: number[];
}

const GUILDS = 1;
/** Presences, members and message content need a review that Vigil does not ask for. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const ALL_INTENTS = 2 ** 26 - 1;

/**
 * Sessions of the gateway: begun with IDENTIFY, taken up again with RESUME.
 * https://discord.com/developers/docs/events/gateway#connection-lifecycle
 */
export function createSessions(world: World, resumeUrl: () => string) {
  const sessions = new Map<string, Session>();
  const seen: Seen = { identifies: 0, resumes: 0, intents: [] };

  function send(session: Session, t: string, d: Json): void {
    const frame: Frame = { op: 0, d, s: session.frames.length + 1, t };
    session.frames.push(frame);
    session.socket?.send(JSON.stringify(frame));
  }

  function refusedWith({ token, properties }: Json, intents: number): number | undefined {
    if (world.identifyRefused) return world.identifyRefused;
    if (token !== world.token || world.revoked) return 4004;
    if (!Number.isInteger(intents) || intents < 0 || intents > ALL_INTENTS) return 4013;
    if (intents & PRIVILEGED) return 4014;
    if (typeof asJson(properties).os !== 'string') return 4002;
    return undefined;
  }

  function identify(socket: WebSocket, d: Json): Session | undefined {
    const intents = Number(d.intents);
    seen.identifies += 1;
    seen.intents.push(intents);
    const code = refusedWith(d, intents);
    if (code) {
      socket.close(code);
      return undefined;
    }
    const session: Session = { id: world.nextId(), frames: [], socket };
    sessions.set(session.id, session);
    send(session, 'READY', {
      v: 10,
      user: userObject(world.application, true),
      guilds: [...world.guilds.keys()].map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: resumeUrl(),
      ...(d.shard === undefined ? {} : { shard: d.shard }),
      application: { id: world.application, flags: 0 },
    });
    for (const { id, available } of world.guilds.values())
      if (intents & GUILDS && available) send(session, 'GUILD_CREATE', guildObject(world, id));
    return session;
  }

  function resume(socket: WebSocket, d: Json): Session | undefined {
    seen.resumes += 1;
    const session = sessions.get(String(d.session_id));
    const last = Number(d.seq);
    if (d.token !== world.token || world.revoked) socket.close(4004);
    else if (!session) socket.send(JSON.stringify({ op: 9, d: false }));
    else if (last > session.frames.length) {
      world.brokenRules.push('gateway: resumed with a sequence that was never sent');
      socket.close(4007);
    } else {
      session.socket = socket;
      for (const frame of session.frames.slice(last)) socket.send(JSON.stringify(frame));
      send(session, 'RESUMED', {});
      return session;
    }
    return undefined;
  }

  return {
    seen,
    identify,
    resume,
    /** Hands an event to every session, or keeps it for those that may resume. */
    dispatch(type: string, data: Json): void {
      for (const session of sessions.values()) send(session, type, data);
    },
    end: (session: Session): boolean => sessions.delete(session.id),
  };
}
