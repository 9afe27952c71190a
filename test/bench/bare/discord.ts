import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

// What discord.js alone can do: the answer is a constant, as long as Vigil's.
const { DISCORD_TOKEN: token = '', DISCORD_API_URL: api = '', ANSWER_BYTES } = process.env;
/** What discord.js itself writes around the words. */
const FRAME_BYTES = 94;
const description = 'x'.repeat(Number(ANSWER_BYTES) - FRAME_BYTES);

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  void interaction.reply({ embeds: [{ description }], flags: MessageFlags.Ephemeral });
});

await Promise.all([once(client, Events.ClientReady), client.login(token)]);
process.stdout.write('ready\n');
