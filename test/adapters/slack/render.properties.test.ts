import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../../src/adapters/slack/render.ts';
import { clean, cutAtWord, cutEscaped, escaped } from '../../../src/adapters/slack/words.ts';
import type { Block, Button, Reply, Span, Text } from '../../../src/core/reply.ts';
import { judge } from '../../support/slack/block-kit.ts';
import { wordsOnScreen } from '../../support/slack/screen.ts';

/** What people and records might hold, with a taste for what Slack would read as markup. */
const hostile = fc.constantFrom(
  '<!channel>',
  '<@U1>',
  '<#C1|x>',
  '@here',
  '*b*',
  '_i_',
  '`c`',
  '> q',
  '&lt;',
  '&amp',
  '<https://x|y>',
  ':smile:',
  '\u202E',
  '\u0000',
  '\n',
  '\uD83D',
  '🇵🇪',
  'مصر',
  '"\\',
);
const words: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(hostile, fc.string({ maxLength: 12 })), { maxLength: 12 })
    .map((parts) => parts.join('')),
  fc.tuple(hostile, fc.integer({ min: 1, max: 2_000 })).map(([part, times]) => part.repeat(times)),
);
const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  words.map((strong) => ({ strong })),
  words.map((quote) => ({ quote })),
  fc.record({ label: words, url: fc.oneof(fc.webUrl({ withQueryParameters: true }), words) }),
  fc
    .date({
      min: new Date('2006-01-01T00:00Z'),
      max: new Date('2099-01-01T00:00Z'),
      noInvalidDate: true,
    })
    .map((at) => ({ instant: at.getTime() })),
  fc.record({
    channel: fc.record({
      platform: fc.constantFrom('slack', 'discord'),
      workspace: fc.constantFrom('T1', 'T2'),
      channel: fc.oneof(fc.constantFrom('C1', 'G2', 'D3', '@U1'), words),
    }),
  }),
);
const text: fc.Arbitrary<Text> = fc.array(span, { maxLength: 5 });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('paragraph' as const), text }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: words, text }), { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    heading: words,
    items: fc.array(text, { maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant('warning' as const), text }),
  fc.record({ kind: fc.constant('note' as const), text }),
);
const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({
    does: fc.constantFrom('show' as const, 'ask' as const, 'share' as const),
    label: words,
    command: words,
  }),
  fc.record({
    does: fc.constant('open' as const),
    label: words,
    url: fc.oneof(fc.webUrl(), words),
  }),
);
const replies: fc.Arbitrary<Reply> = fc.record({
  title: words,
  tone: fc.constantFrom('calm' as const, 'done' as const, 'warning' as const, 'urgent' as const),
  audience: fc.constantFrom('caller' as const, 'channel' as const),
  blocks: fc.array(block, { maxLength: 60 }),
  buttons: fc.array(button, { maxLength: 30 }),
});

describe('any reply', () => {
  it('is taken by Slack, mentions nobody, and is read as no markup', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        expect(judge({ ...render(reply, 'T1') })).toEqual({ problems: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('shows and says its words as they are, where they are short', () => {
    const short = fc
      .array(fc.oneof(hostile, fc.string({ maxLength: 8 })), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(short, (typed) => {
        const message = render({
          title: 'T',
          tone: 'calm',
          audience: 'caller',
          blocks: [{ kind: 'paragraph', text: [`[${typed}]`] }],
        });

        const shown = `T\n${clean(`[${typed}]`)}`;
        expect(wordsOnScreen(JSON.parse(JSON.stringify(message.blocks)))).toBe(shown);
        expect(message.text).toBe(escaped(shown));
      }),
    );
  });
});

describe('a cut', () => {
  it('is never longer than its ceiling, and only ever leaves words out', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 300 }), (typed, most) => {
        const whole = clean(typed);
        const cut = cutAtWord(whole, most);

        expect(cut.length).toBeLessThanOrEqual(Math.max(most, 1));
        expect(cut === whole || (cut.endsWith('…') && whole.startsWith(cut.slice(0, -1)))).toBe(
          true,
        );
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it('leaves every entity whole', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 300 }), (typed, most) => {
        expect(cutEscaped(escaped(clean(typed)), most)).not.toMatch(/&(?!amp;|lt;|gt;)/);
      }),
    );
  });
});
