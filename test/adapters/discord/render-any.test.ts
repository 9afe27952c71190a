import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../../src/adapters/discord/render.ts';
import type { Block, Button, Reply, Text } from '../../../src/core/reply.ts';
import { markdownOf } from '../../support/discord/index.ts';
import { read } from '../../support/discord/markdown.ts';
import { checkMessage, mentionedIn } from '../../support/discord/message-form.ts';
import { reply } from './rig.ts';

const FIELDS: Block = { kind: 'fields', fields: [{ label: 'Review', text: ['7 Nov 2025'] }] };
const paragraph = (...text: Text): Block => ({ kind: 'paragraph', text });
/** The text of a card: something must stand under a name for there to be one. */
const described = (...text: Text): string | undefined =>
  render(reply({ blocks: [paragraph(...text), FIELDS] })).embeds[0]?.description;

const NASTY = [
  '@everyone',
  '@here',
  '<@1>',
  '<@&1>',
  '<#1>',
  '<t:1:F>',
  '<:a:1>',
  '</a:1>',
  '<id:home>',
  '**',
  '__',
  '~~',
  '||',
  '`',
  '```',
  '# ',
  '-# ',
  '> ',
  '>>> ',
  '- ',
  '+ ',
  '1. ',
  '2)',
  '\\',
  '[a](http://b.c)',
  '[',
  '](',
  'https:',
  '//a.b',
  'https://a.b/c_d',
  '\n',
  '\r\n',
  '\u0000',
  '\u202e',
  '\ud800',
  ' ',
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));
const longText = fc
  .tuple(anyText, fc.integer({ min: 1, max: 400 }))
  .map(([text, n]) => text.repeat(n));
const someText = fc.oneof({ weight: 4, arbitrary: anyText }, { weight: 1, arbitrary: longText });

const anySpan = fc.oneof(
  someText,
  someText.map((strong) => ({ strong })),
  someText.map((quote) => ({ quote })),
  fc.record({ label: someText, url: fc.oneof(fc.webUrl(), someText) }),
  fc.integer({ min: 0, max: 4_000_000_000_000 }).map((instant) => ({ instant })),
  fc.record({
    channel: fc.record({
      platform: fc.constantFrom('discord', 'slack'),
      workspace: fc.constantFrom('900', '901'),
      channel: fc.oneof(fc.constantFrom('7', '@7', 'C1'), someText),
    }),
  }),
);
const anySpans: fc.Arbitrary<Text> = fc.array(anySpan, { maxLength: 5 });
const blocksOf = (text: fc.Arbitrary<Text>): fc.Arbitrary<Block[]> =>
  fc.array(
    fc.oneof(
      text.map((one): Block => ({ kind: 'paragraph', text: one })),
      text.map((one): Block => ({ kind: 'warning', text: one })),
      text.map((one): Block => ({ kind: 'note', text: one })),
      fc
        .array(fc.record({ label: someText, text }), { maxLength: 30 })
        .map((fields): Block => ({ kind: 'fields', fields })),
      fc
        .record({ heading: someText, items: fc.array(text, { maxLength: 30 }) })
        .map(({ heading, items }): Block => ({ kind: 'list', heading, items })),
    ),
    { maxLength: 5 },
  );
const anyButton: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ does: fc.constantFrom('show', 'ask', 'share'), label: someText, command: anyText }),
  fc.record({ does: fc.constant('open'), label: someText, url: fc.oneof(fc.webUrl(), anyText) }),
);
const replyOf = (text: fc.Arbitrary<Text>): fc.Arbitrary<Reply> =>
  fc.record({
    title: someText,
    tone: fc.constantFrom('calm', 'done', 'warning', 'urgent'),
    audience: fc.constantFrom('caller', 'channel'),
    blocks: blocksOf(text),
    buttons: fc.array(anyButton, { maxLength: 30 }),
  });

describe('any reply on Discord', () => {
  it('is within every ceiling, and mentions nobody', () => {
    fc.assert(
      fc.property(replyOf(anySpans), fc.boolean(), (given, embeds) => {
        const message = { ...render(given, { embeds, server: '900' }) };

        expect(() => checkMessage(message, 'channel')).not.toThrow();
        expect(mentionedIn(message)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('has no markup but what is meant as such', () => {
    const words: fc.Arbitrary<Text> = fc.array(someText, { maxLength: 4 });
    fc.assert(
      fc.property(replyOf(words), (given) => {
        const { content, embeds } = render(given);

        expect(read(content).marks).toEqual(['strong']);
        expect(
          embeds.flatMap((embed) => markdownOf({ ...embed })).flatMap((raw) => read(raw).marks),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('shows the words as they were given', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const seen = read(described('¶', given, '¶') ?? '').text;

        expect(seen).toBe(`¶${visible(given)}¶`);
      }),
      { numRuns: 300 },
    );
  });

  it('draws typed spans as markup of their own kind, whatever stands in them', () => {
    const kinds: fc.Arbitrary<[Text, string[]]> = fc.oneof(
      anyText.map((raw): [Text, string[]] => [['a', { strong: `x${raw}x` }, 'b'], ['strong']]),
      anyText.map((raw): [Text, string[]] => [
        ['a', { label: `x${raw}x`, url: `https://a.org/${encodeURIComponent(visible(raw))}` }, 'b'],
        ['link'],
      ]),
      anyText.map((raw): [Text, string[]] => [['a', { quote: raw }, 'b'], []]),
    );
    fc.assert(
      fc.property(kinds, ([text, marks]) => {
        expect(read(described(...text) ?? '').marks).toEqual(marks);
      }),
      { numRuns: 300 },
    );
  });
});

/** What is left of a text when all that cannot be shown is taken out. */
const visible = (raw: string): string =>
  raw
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '');
