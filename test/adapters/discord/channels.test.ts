import { describe, expect, it } from 'vitest';
import { render } from '../../../src/adapters/discord/render.ts';
import { directTo } from '../../../src/core/coalition/coalition.ts';
import type { Destination } from '../../../src/core/destination.ts';
import type { Block, Reply, Span, Text } from '../../../src/core/reply.ts';
import { SOMEBODY } from '../../support/discord/world.ts';
import { channelOf, deskThat, parcel, reply, serving } from './rig.ts';

const channel = (over: Partial<Destination> = {}): Span => ({
  channel: { platform: 'discord', workspace: '900', channel: '7', ...over },
});
const naming = (...text: Text): Reply =>
  reply({ title: 'Log', blocks: [{ kind: 'paragraph', text }] });
const read = (said: Reply, server?: string): string =>
  render(said, { embeds: true, ...(server !== undefined && { server }) }).content;

describe('a channel that a reply on Discord names', () => {
  it.each([
    ['it is read in its server', '900'],
    ['a person reads it by direct message', 'dm'],
  ])('is drawn by Discord where %s', (_, server) => {
    expect(read(naming('in ', channel()), server)).toBe('**Log**\nin <#7>');
  });

  it.each([
    ['of another server', channel({ workspace: '901' }), '900', 'channel 7 on Discord'],
    ['when nobody knows where it is read', channel(), undefined, 'channel 7 on Discord'],
    ['of Slack', channel({ platform: 'slack', channel: 'C1' }), 'dm', 'channel C1 on Slack'],
    ['with the id of none', channel({ channel: '@U1' }), '900', 'channel @U1 on Discord'],
  ])('is said in words %s', (_, span, server, said) => {
    expect(read(naming('in ', span), server)).toBe(`**Log**\nin ${said}`);
  });

  it('is drawn for each server that reads it', () => {
    const both = naming(channel(), ' and ', channel({ workspace: '901', channel: '8' }));

    expect(['900', '901', '900'].map((server) => read(both, server))).toEqual([
      '**Log**\n<#7> and channel 8 on Discord',
      '**Log**\nchannel 7 on Discord and <#8>',
      '**Log**\n<#7> and channel 8 on Discord',
    ]);
  });

  it('is drawn in a card, and said in words in its small print', () => {
    const blocks: Block[] = [
      { kind: 'list', heading: 'Changes', items: [['in ', channel()]] },
      { kind: 'note', text: ['in ', channel()] },
    ];

    const [card] = render(reply({ blocks }), { embeds: true, server: '900' }).embeds;

    expect([card?.fields?.[0]?.value, card?.footer?.text]).toEqual([
      '• in <#7>',
      'in channel 7 on Discord',
    ]);
  });
});

describe('Discord draws a channel of the server', () => {
  it('in an answer', async () => {
    let said = reply();
    const { discord } = await serving(deskThat(() => said));
    said = naming('in ', { channel: channelOf(discord) });

    const seen = await discord.slash('upr', 'status', { state: 'peru' });

    expect(seen.content).toBe(`**Log**\nin <#${discord.channel}>`);
  });

  it('in a notice', async () => {
    const { discord, adapter } = await serving(deskThat(() => reply()));
    const once = parcel(channelOf(discord));
    const said = naming('in ', { channel: channelOf(discord) });

    await adapter.deliver({ ...once, notice: { ...once.notice, reply: said } });

    expect(discord.messages().map(({ content }) => content)).toEqual([
      `**Log**\nin <#${discord.channel}>`,
    ]);
  });

  it('in a notice to one person', async () => {
    const { discord, adapter } = await serving(deskThat(() => reply()));
    const person = { platform: 'discord', workspace: '', id: SOMEBODY };
    const once = parcel(directTo(person));
    const said = naming('in ', { channel: channelOf(discord) });

    await adapter.deliver({ ...once, notice: { ...once.notice, reply: said } });

    expect(discord.directMessages(SOMEBODY).map(({ content }) => content)).toEqual([
      `**Log**\nin <#${discord.channel}>`,
    ]);
  });
});
