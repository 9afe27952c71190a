import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  request as requestOf,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DigitalDiscord } from 'discord-digital-twin';

/**
 * The twin with the one route it lacks: Discord lists an application's commands,
 * the twin only takes them. Everything else goes to the twin as it came; the
 * gateway is reached at the twin's own address.
 * https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands
 */
export async function startFront(
  twin: DigitalDiscord,
): Promise<{ readonly apiUrl: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method === 'GET' && COMMANDS.test(request.url ?? ''))
      void listCommands(twin, response);
    else pass(twin, request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const COMMANDS = /^\/api\/v10\/applications\/\d+\/commands$/;

async function listCommands({ prisma }: DigitalDiscord, response: ServerResponse): Promise<void> {
  const rows = await prisma.applicationCommand.findMany({ where: { guildId: null } });
  const commands = rows.map(({ id, name, description, options }) => ({
    id,
    name,
    description,
    options: JSON.parse(options) as unknown,
  }));
  response.setHeader('content-type', 'application/json').end(JSON.stringify(commands));
}

function pass({ port }: DigitalDiscord, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request;
  const onward = requestOf({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
