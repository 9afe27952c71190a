import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { asJson, type Json } from './form.ts';
import { createSessions, type Seen, type Session } from './sessions.ts';
import type { World } from './world.ts';

/**
 * The gateway, version 10. https://discord.com/developers/docs/events/gateway
 * Not emulated: compression, and more than one shard.
 */
export interface Gateway {
  readonly seen: Seen;
  dispatch(type: string, data: Json): void;
  /** Asks the client to reconnect (op 7). */
  reconnect(): void;
  /** Op 9. What is not resumable is forgotten. */
  invalidate(resumable: boolean): void;
  /** Answers no heartbeat of the connections that are open now. */
  dropAcks(): void;
  /** Ends every connection without a close frame. */
  cut(): void;
  close(code: number): void;
  stop(): void;
}

interface Connection {
  readonly socket: WebSocket;
  session: Session | undefined;
  acknowledges: boolean;
  sends: number;
  heardAt: number;
}

// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
const HEARTBEAT = 1;
const IDENTIFY = 2;
const PRESENCE = 3;
const RESUME = 6;
const RECONNECT = 7;
const INVALID_SESSION = 9;
const HELLO = 10;
const ACK = 11;

const SENDS_A_MINUTE = 120;
const PAYLOAD_BYTES = 4_096;

/** Serves the websockets of an HTTP server. */
export function createGateway(world: World, server: Server, heartbeatMs: number): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = createSessions(world, () => addressOf(server));
  const connections = new Set<Connection>();
  const broken = (rule: string): number => world.brokenRules.push(`gateway: ${rule}`);

  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const code = refusedWith(request);
      if (code) ws.close(code);
      else
        serve({
          socket: ws,
          session: undefined,
          acknowledges: true,
          sends: 0,
          heardAt: Date.now(),
        });
    });
  });

  function serve(connection: Connection): void {
    const { socket } = connection;
    connections.add(connection);
    const watch = setInterval(() => {
      if (Date.now() - connection.heardAt > heartbeatMs * 2) socket.close(4009);
    }, heartbeatMs).unref();
    sendTo(connection, HELLO, { heartbeat_interval: heartbeatMs });
    socket.on('message', (raw) => {
      const fault = receive(connection, String(raw));
      if (!fault) return;
      broken(fault.rule);
      socket.close(fault.code);
    });
    socket.on('close', (code) => {
      clearInterval(watch);
      connections.delete(connection);
      left(connection, code);
    });
  }

  function receive(connection: Connection, payload: string): Fault | undefined {
    connection.sends += 1;
    if (Buffer.byteLength(payload) > PAYLOAD_BYTES)
      return { code: 4002, rule: 'payload above 4,096 bytes' };
    if (connection.sends > SENDS_A_MINUTE)
      return { code: 4008, rule: 'more than 120 sends in a minute' };
    const { op, d } = asJson(JSON.parse(payload));
    if (op === HEARTBEAT) {
      connection.heardAt = Date.now();
      if (connection.acknowledges) sendTo(connection, ACK, null);
    } else if (op === IDENTIFY || op === RESUME) {
      if (connection.session) return { code: 4005, rule: 'identified twice' };
      const begin = op === IDENTIFY ? sessions.identify : sessions.resume;
      connection.session = begin(connection.socket, asJson(d));
    } else if (!connection.session) return { code: 4003, rule: `sent op ${op} before identifying` };
    else if (op !== PRESENCE) return { code: 4001, rule: `sent op ${op}` };
    return undefined;
  }

  /** 1000 and 1001 end a session; after missed answers it must be taken up again instead. */
  function left({ session, socket, acknowledges }: Connection, code: number): void {
    if (session?.socket !== socket) return;
    session.socket = undefined;
    if (code !== 1000 && code !== 1001) return;
    if (!acknowledges) broken(`closed a silent connection with ${code}`);
    sessions.end(session);
  }

  return {
    seen: sessions.seen,
    dispatch: sessions.dispatch,
    reconnect() {
      for (const connection of connections) sendTo(connection, RECONNECT, null);
    },
    invalidate(resumable) {
      for (const connection of connections) {
        const { session } = connection;
        if (session) session.socket = undefined;
        if (session && !resumable) sessions.end(session);
        connection.session = undefined;
        sendTo(connection, INVALID_SESSION, resumable);
      }
    },
    dropAcks() {
      for (const connection of connections) connection.acknowledges = false;
    },
    cut() {
      for (const { socket } of connections) socket.terminate();
    },
    close(code) {
      for (const { socket } of connections) socket.close(code);
    },
    stop() {
      for (const { socket } of connections) socket.terminate();
      sockets.close();
    },
  };
}

interface Fault {
  readonly code: number;
  readonly rule: string;
}

const sendTo = ({ socket }: Connection, op: number, d: unknown): void =>
  socket.send(JSON.stringify({ op, d, s: null, t: null }));

function refusedWith(request: IncomingMessage): number | undefined {
  const query = new URL(request.url ?? '/', 'ws://localhost').searchParams;
  if (query.get('v') !== '10') return 4012;
  return query.get('encoding') === 'json' && !query.has('compress') ? undefined : 4002;
}

/** Where a listening server is reached by websocket. */
export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port');
  return `ws://127.0.0.1:${address.port}`;
}
