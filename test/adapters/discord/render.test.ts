import { describe, expect, it } from 'vitest';
import { interactionResponse, render } from '../../../src/adapters/discord/render.ts';
import type { Block, Text } from '../../../src/core/reply.ts';
import { reply } from './rig.ts';

const FIELDS: Block = { kind: 'fields', fields: [{ label: 'Review', text: ['7 Nov 2025'] }] };
const paragraph = (...text: Text): Block => ({ kind: 'paragraph', text });
/** The text of a card: something must stand under a name for there to be one. */
const described = (...text: Text): string | undefined =>
  render(reply({ blocks: [paragraph(...text), FIELDS] })).embeds[0]?.description;

describe('a reply on Discord', () => {
  it('is a line for notifications and a card', () => {
    const message = render({
      title: 'Peru — UPR 4th cycle: scheduled',
      tone: 'calm',
      audience: 'caller',
      blocks: [
        {
          kind: 'fields',
          fields: [
            { label: 'Review', text: ['7 Nov 2025'] },
            {
              label: 'National report',
              text: [{ strong: 'missed' }, ' (due 4 Aug 2025, in Geneva)'],
            },
          ],
        },
        { kind: 'warning', text: ['Over a year old'] },
        {
          kind: 'list',
          heading: 'Sources',
          items: [[{ label: 'OHCHR', url: 'https://ohchr.org/a' }]],
        },
        { kind: 'note', text: ['Data as of 7 Nov 2025'] },
      ],
      buttons: [
        { does: 'ask', label: 'Timeline', command: 'timeline PER' },
        { does: 'open', label: 'Source', url: 'https://ohchr.org/a' },
      ],
    });

    expect(message).toEqual({
      content: '**Peru — UPR 4th cycle: scheduled** · Review: 7 Nov 2025',
      embeds: [
        {
          title: 'Peru — UPR 4th cycle: scheduled',
          color: 0x4a6fa5,
          fields: [
            { name: 'Review', value: '7 Nov 2025', inline: true },
            {
              name: 'National report',
              value: '**missed** (due 4 Aug 2025, in Geneva)',
              inline: false,
            },
            { name: '\u200b', value: '⚠️ Over a year old', inline: false },
            { name: 'Sources', value: '• [OHCHR](<https://ohchr.org/a>)', inline: false },
          ],
          footer: { text: 'Data as of 7 Nov 2025' },
        },
      ],
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: 'Timeline', custom_id: 'vigil1:ask:timeline PER' },
            { type: 2, style: 5, label: 'Source', url: 'https://ohchr.org/a' },
          ],
        },
      ],
      allowed_mentions: { parse: [] },
    });
  });

  it('is text alone where a card would only say it again', () => {
    const { content, embeds } = render(reply());

    expect(embeds).toEqual([]);
    expect(content).toBe('**Peru — UPR 4th cycle: scheduled**\nReview: **7 Nov 2025**');
  });

  it('begins with its loose paragraphs', () => {
    expect(described('One', ' and two')).toBe('One and two');
  });

  it('is all in the text where embeds are off', () => {
    const { content, embeds } = render(
      reply({
        blocks: [
          { kind: 'fields', fields: [{ label: 'Review', text: ['7 Nov 2025'] }] },
          { kind: 'list', heading: 'Due', items: [['a'], ['b']] },
          { kind: 'note', text: ['Data as of 7 Nov 2025'] },
        ],
      }),
      { embeds: false },
    );

    expect(embeds).toEqual([]);
    expect(content).toBe(
      [
        '**Peru — UPR 4th cycle: scheduled**',
        '**Review:** 7 Nov 2025',
        '**Due**',
        '• a',
        '• b',
        'Data as of 7 Nov 2025',
      ].join('\n'),
    );
  });

  it('says an instant in the reader’s time and in Geneva’s', () => {
    expect(described('Opens ', { instant: Date.UTC(2025, 10, 7, 13) })).toBe(
      'Opens <t:1762520400:F> (7 Nov 2025, 14:00 Geneva)',
    );
  });

  it('says an instant in small print as Geneva time alone', () => {
    const { embeds } = render(
      reply({
        blocks: [{ kind: 'note', text: ['Read ', { instant: Date.UTC(2025, 10, 7, 13) }] }, FIELDS],
      }),
    );

    expect(embeds[0]?.footer).toEqual({ text: 'Read 7 Nov 2025, 14:00 Geneva' });
  });

  it('keeps links in small print clickable', () => {
    const source = { label: 'OHCHR', url: 'https://ohchr.org' };
    const { embeds } = render(
      reply({ blocks: [{ kind: 'note', text: ['Source: ', source] }, FIELDS] }),
    );

    expect(embeds[0]?.description).toBe('Source: [OHCHR](<https://ohchr.org/>)');
  });

  it.each([
    ['brackets and spaces', 'https://a.org/b (c)', '[x](<https://a.org/b%20%28c%29>)'],
    ['the end of a link', 'https://a.org/?q=>)', '[x](<https://a.org/?q=%3E%29>)'],
    ['another scheme', 'javascript:alert(1)', 'x'],
    ['no address at all', 'nowhere', 'x'],
  ])('links safely with %s', (_what, url, drawn) => {
    expect(described({ label: 'x', url })).toBe(drawn);
  });

  it('says how much is missing where a list is too long', () => {
    const items = Array.from(
      { length: 200 },
      (_, i): Text => [
        { label: `Statement number ${i}`, url: `https://example.org/${'a'.repeat(60)}/${i}` },
      ],
    );

    const { embeds } = render(reply({ blocks: [{ kind: 'list', heading: 'Statements', items }] }));

    const fields = embeds[0]?.fields ?? [];
    const drawn = fields
      .flatMap(({ value }) => value.split('\n'))
      .filter((line) => line.startsWith('•'));
    expect(fields.at(-1)?.value).toBe(`… and ${200 - drawn.length} more`);
    expect(drawn.length).toBeGreaterThan(40);
    expect(drawn.filter((line) => !line.endsWith('>)'))).toEqual([]);
  });

  it('leaves out lines in which there is nothing', () => {
    const { embeds } = render(
      reply({ blocks: [FIELDS, paragraph(''), paragraph(' '), paragraph('a')] }),
    );

    expect(embeds[0]?.fields?.map(({ value }) => value)).toEqual(['7 Nov 2025', 'a']);
  });

  it('cuts a paragraph at a word', () => {
    const text = described('word '.repeat(2_000)) ?? '';

    expect(text).toMatch(/ word…$/);
    expect(text.length).toBeGreaterThan(4_000);
  });

  it('is printed as it goes over the wire, private where it is', () => {
    expect(interactionResponse(reply())).toMatchObject({ type: 4, data: { flags: 64 } });
    expect(interactionResponse(reply({ audience: 'channel' }))).not.toHaveProperty('data.flags');
  });
});
