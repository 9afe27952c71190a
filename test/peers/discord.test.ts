import { type ChannelScope, DigitalDiscord } from 'discord-digital-twin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFront } from './discord-front.ts';
import { eventually, startVigil } from './vigil.ts';

const TOKEN = 'token-of-the-bot-in-the-twin';
const ANA = '200000000000000001';
const CHANNELS = { desk: '300000000000000001', reminders: '300000000000000002' };

// https://discord.com/developers/docs/resources/channel#channel-object-channel-types
const GUILD_TEXT = 0;
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type
const AUTOCOMPLETE = 4;
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
const SUBCOMMAND = 1;
const STRING = 3;
// https://discord.com/developers/docs/resources/message#message-object-message-flags
const EPHEMERAL = 64;

const twin = new DigitalDiscord({
  botToken: TOKEN,
  channels: Object.entries(CHANNELS).map(([name, id]) => ({
    id,
    name,
    type: GUILD_TEXT,
  })),
  users: [{ id: ANA, username: 'ana' }],
});
let front: Awaited<ReturnType<typeof startFront>>;
let product: Awaited<ReturnType<typeof startVigil>>;

beforeAll(async () => {
  await twin.start();
  front = await startFront(twin);
  product = await startVigil({ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: front.apiUrl });
});

afterAll(async () => {
  await product?.stop();
  await front?.stop();
  await twin.stop();
});

describe('Vigil with the Discord twin', () => {
  it('registers its two commands with all that follows them', async () => {
    const listed = await twin.prisma.applicationCommand.findMany();
    const following = (wanted: string): string[] => {
      const options = listed.find(({ name }) => name === wanted)?.options ?? '[]';
      return (JSON.parse(options) as { name: string }[]).map(({ name }) => name);
    };
    expect(listed.map(({ name }) => name).toSorted()).toEqual(['upr', 'upr-admin']);
    expect(following('upr')).toEqual(
      expect.arrayContaining(['status', 'timeline', 'deadlines', 'deadline', 'follow', 'help']),
    );
    expect(following('upr-admin')).toEqual(
      expect.arrayContaining(['link', 'members', 'organisation', 'log', 'export']),
    );
  });

  it('completes the names of States', async () => {
    const { id } = await twin.simulateInteraction({
      type: AUTOCOMPLETE,
      channelId: CHANNELS.desk,
      userId: ANA,
      data: commandData('status', { state: 'united st' }, 'state'),
    });
    expect(await answerTo(id)).toMatchObject({
      choices: expect.arrayContaining([expect.objectContaining({ value: 'USA' })]),
    });
  });

  it('answers a slash-command with a card for the person who asked', async () => {
    const card = await slash('status', { state: 'USA', 'as-of': '2025-08-01' });
    expect(card).toMatchObject({
      flags: EPHEMERAL,
      content: expect.stringContaining('United States'),
      embeds: [expect.anything()],
    });
    expect(JSON.stringify(card.embeds)).toContain('7 Nov 2025');
  });

  it('opens the timeline at the press of a button', async () => {
    const card = await slash('status', { state: 'USA', 'as-of': '2025-08-01' });
    const timeline = await press(card, 'Timeline');
    expect(timeline.flags).toBe(EPHEMERAL);
    expect(JSON.stringify(timeline)).toMatch(/timeline/i);
  });

  it('shares a card with the channel', async () => {
    const card = await slash('status', { state: 'PER', 'as-of': '2025-08-01' });
    const shared = await press(card, 'Share');
    expect(shared.id).not.toBe(card.id);
    expect(shared.flags ?? 0).toBe(0);
    expect(shared.content).toContain('Peru');
  });

  it('confirms a follow in the channel, once', async () => {
    const answer = await slash('follow', { subject: 'PER' });
    expect(answer.content).toContain('now follows Peru');
    const messages = await twin.channel(CHANNELS.desk).getMessages();
    expect(
      messages.filter(({ content, nonce }) => nonce && content.includes('now follows Peru')),
    ).toHaveLength(1);
  });

  it('sends a reminder that falls due, and no notice twice', async () => {
    await slash('follow', { subject: 'USA' }, CHANNELS.reminders);
    const reminder = await twin.channel(CHANNELS.reminders).waitForMessage({
      timeout: 50_000,
      predicate: ({ content, nonce }) => nonce !== undefined && !content.includes('now follows'),
    });
    expect(JSON.stringify(reminder)).toContain('7 Nov 2025');
    const nonces = (await twin.channel(CHANNELS.reminders).getMessages()).flatMap(
      ({ nonce }) => nonce ?? [],
    );
    expect(nonces).toEqual([...new Set(nonces)]);
  });
});

type Message = Awaited<ReturnType<ChannelScope['getMessages']>>[number];
interface Button {
  readonly label?: string;
  readonly custom_id?: string;
}
type Values = Readonly<Record<string, string>>;

const commandData = (subcommand: string, values: Values, focused?: string) => ({
  id: '1',
  name: 'upr',
  type: 1,
  options: optionsOf(subcommand, values, focused),
});

const optionsOf = (subcommand: string, values: Values, focused?: string) => [
  {
    name: subcommand,
    type: SUBCOMMAND,
    options: Object.entries(values).map(([name, value]) => ({
      name,
      type: STRING,
      value,
      ...(name === focused && { focused: true }),
    })),
  },
];

async function slash(
  subcommand: string,
  values: Values,
  channelId = CHANNELS.desk,
): Promise<Message> {
  const { id } = await twin
    .channel(channelId)
    .user(ANA)
    .runSlashCommand({ name: 'upr', options: optionsOf(subcommand, values) });
  return messageTo(id, channelId);
}

async function press(message: Message, label: string): Promise<Message> {
  const rows = (message.components ?? []) as { components?: Button[] }[];
  const buttons = rows.flatMap(({ components = [] }) => components);
  const customId = buttons.find((button) => button.label === label)?.custom_id;
  if (!customId) throw new Error(`No button '${label}' in ${JSON.stringify(buttons)}`);
  const person = twin.channel(message.channel_id).user(ANA);
  const { id } = await person.clickButton({ messageId: message.id, customId });
  return messageTo(id, message.channel_id);
}

/** The message that answers an interaction, also where it was first deferred. */
async function messageTo(interactionId: string, channelId: string): Promise<Message> {
  const channel = twin.channel(channelId);
  return eventually(async () => {
    const response = await channel.getInteractionResponse(interactionId);
    // Until it is answered, the twin names the message whose button was pressed.
    if (!response?.acknowledged) return undefined;
    const messages = await channel.getMessages();
    return messages.find(({ id }) => id === response.messageId);
  });
}

/** What was given with the first answer. */
async function answerTo(interactionId: string): Promise<unknown> {
  const channel = twin.channel(CHANNELS.desk);
  await channel.waitForInteractionAck({ interactionId });
  const response = await channel.getInteractionResponse(interactionId);
  return JSON.parse(response?.data ?? 'null') as unknown;
}
