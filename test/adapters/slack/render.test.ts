import { describe, expect, it } from 'vitest';
import { commandResponse, render } from '../../../src/adapters/slack/render.ts';
import type { Button, Text } from '../../../src/core/reply.ts';
import { judge } from '../../support/slack/block-kit.ts';
import { wordsOnScreen } from '../../support/slack/screen.ts';
import { reply } from './running.ts';

const NOTHING_WRONG = { problems: [] };
const wrong = (message: ReturnType<typeof render>) => judge({ ...message });
const screen = ({ blocks }: ReturnType<typeof render>) =>
  wordsOnScreen(JSON.parse(JSON.stringify(blocks)) as Parameters<typeof wordsOnScreen>[0]);

/** A status card with a bit of everything. */
const card = reply({
  title: 'United States — UPR 4th cycle: rescheduled after non-appearance',
  blocks: [
    { kind: 'paragraph', text: ['Where the review stands.'] },
    {
      kind: 'fields',
      fields: [
        { label: 'Review', text: ['2026 (no day set)'] },
        { label: 'National report', text: [{ strong: 'missed' }, ' (due 4 Aug 2025)'] },
      ],
    },
    {
      kind: 'list',
      heading: 'Sources',
      items: [[{ label: 'OHCHR & HRC', url: 'https://ohchr.org/us?a=1&b=2' }, ', read 9 Nov 2025']],
    },
    { kind: 'warning', text: ['The newest fact is a year old.'] },
    { kind: 'note', text: ['Data as of 7 Nov 2025'] },
  ],
  buttons: [
    { does: 'ask', label: 'Timeline', command: 'timeline USA' },
    { does: 'share', label: 'Share', command: 'status USA' },
    { does: 'open', label: 'Source', url: 'https://ohchr.org/us' },
  ],
});

describe('a reply drawn for Slack', () => {
  it('says its whole meaning in the text that is read aloud', () => {
    expect(render(card).text).toBe(
      [
        'United States — UPR 4th cycle: rescheduled after non-appearance',
        'Where the review stands.',
        'Review: 2026 (no day set)',
        'National report: missed (due 4 Aug 2025)',
        'Sources',
        '• <https://ohchr.org/us?a=1&amp;b=2|OHCHR &amp; HRC>, read 9 Nov 2025',
        '⚠️ The newest fact is a year old.',
        'Data as of 7 Nov 2025',
      ].join('\n'),
    );
  });

  it('shows header, rich text, small print and buttons', () => {
    expect(render(card).blocks).toEqual([
      {
        type: 'header',
        text: {
          type: 'plain_text',
          text: 'United States — UPR 4th cycle: rescheduled after non-appearance',
          emoji: false,
        },
      },
      rich({ type: 'rich_text_section', elements: [words('Where the review stands.')] }),
      rich({
        type: 'rich_text_section',
        elements: [
          words('Review:', { bold: true }),
          words(' '),
          words('2026 (no day set)'),
          words('\n'),
          words('National report:', { bold: true }),
          words(' '),
          words('missed', { bold: true }),
          words(' (due 4 Aug 2025)'),
        ],
      }),
      rich(
        { type: 'rich_text_section', elements: [words('Sources', { bold: true })] },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'link', url: 'https://ohchr.org/us?a=1&b=2', text: 'OHCHR & HRC' },
                words(', read 9 Nov 2025'),
              ],
            },
          ],
        },
      ),
      rich({
        type: 'rich_text_section',
        elements: [words('⚠️ '), words('The newest fact is a year old.')],
      }),
      {
        type: 'context',
        elements: [{ type: 'plain_text', text: 'Data as of 7 Nov 2025', emoji: false }],
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'vigil:ask:0',
            text: { type: 'plain_text', text: 'Timeline', emoji: false },
            value: 'timeline USA',
          },
          {
            type: 'button',
            action_id: 'vigil:share:1',
            text: { type: 'plain_text', text: 'Share', emoji: false },
            value: 'status USA',
          },
          {
            type: 'button',
            action_id: 'vigil:open:2',
            text: { type: 'plain_text', text: 'Source', emoji: false },
            url: 'https://ohchr.org/us',
          },
        ],
      },
    ]);
    expect(wrong(render(card))).toEqual(NOTHING_WRONG);
  });

  it('is for the person who asked, or for the channel', () => {
    expect(
      [reply(), reply({ audience: 'channel' })].map((each) => commandResponse(each).response_type),
    ).toEqual(['ephemeral', 'in_channel']);
  });

  it('says an instant in Geneva words beside the reader’s own time', () => {
    const message = render(
      reply({
        title: 'Next',
        blocks: [{ kind: 'paragraph', text: ['Opens ', { instant: Date.UTC(2025, 10, 7, 13) }] }],
      }),
    );

    expect(message.text).toBe('Next\nOpens 7 Nov 2025, 14:00 Geneva');
    expect(message.blocks[1]).toEqual(
      rich({
        type: 'rich_text_section',
        elements: [
          words('Opens '),
          words('7 Nov 2025, 14:00 Geneva (your time: '),
          {
            type: 'date',
            timestamp: 1762520400,
            format: '{date_short} at {time}',
            fallback: '7 Nov 2025, 14:00 Geneva',
          },
          words(')'),
        ],
      }),
    );
  });

  it('quotes in quotation marks', () => {
    const message = render(
      reply({ title: 'Said', blocks: [{ kind: 'paragraph', text: [{ quote: 'we regret' }] }] }),
    );

    expect([message.text, screen(message)]).toEqual(['Said\n“we regret”', 'Said\n“we regret”']);
  });

  it('keeps the links of small print', () => {
    const message = render(
      reply({
        title: 'T',
        blocks: [
          { kind: 'note', text: ['Source: ', { label: 'OHCHR', url: 'https://ohchr.org' }] },
        ],
      }),
    );

    expect(message.blocks[1]?.type).toBe('rich_text');
  });

  it('puts a title that no header holds in a bold line', () => {
    const title = 'A long title '.repeat(20).trim();
    const message = render(reply({ title }));

    expect(message.blocks).toEqual([
      rich({ type: 'rich_text_section', elements: [words(title, { bold: true })] }),
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'https://a b',
    'ftp://ohchr.org',
    'https://',
    '',
    'https://x/|<!channel>',
  ])('makes no link of %j', (url) => {
    const message = render(
      reply({
        title: 'T',
        blocks: [{ kind: 'paragraph', text: [{ label: 'Here', url }] }],
        buttons: [{ does: 'open', label: 'Open', url }],
      }),
    );

    expect([message.text, message.blocks.map(({ type }) => type)]).toEqual([
      'T\nHere',
      ['header', 'rich_text'],
    ]);
    expect(screen(message)).toBe('T\nHere');
  });

  it('makes nothing of markup and mentions that are words', () => {
    const typed = '<!channel> <@U1> @everyone *bold* _it_ ~no~ `code` > quote :smile: &amp;';
    const message = render(
      reply({
        title: typed,
        blocks: [
          { kind: 'paragraph', text: [typed] },
          { kind: 'note', text: [typed] },
        ],
      }),
    );

    expect(screen(message)).toBe([typed, typed, typed].join('\n'));
    expect(wrong(message)).toEqual(NOTHING_WRONG);
  });

  it('drops control characters, reversals of direction and half characters', () => {
    const message = render(reply({ title: 'a\u0000b\u202Ec\tdé\uD800' }));

    expect(message.text).toBe('abc dé\uFFFD');
  });

  it('still says something where there is nothing to say', () => {
    expect(render(reply({ title: ' \u0007' }))).toEqual({
      text: 'No words.',
      blocks: [],
      mrkdwn: false,
    });
  });
});

describe('a reply too long for Slack', () => {
  const items = (count: number, length: number): Text[] =>
    Array.from({ length: count }, (_, i) => [
      `${i} ${'word '.repeat(length / 5)}`,
      { label: 'OHCHR', url: `https://ohchr.org/${i}` },
    ]);

  it('keeps every link of a long list whole, over several blocks', () => {
    const message = render(
      reply({ title: 'Many', blocks: [{ kind: 'list', items: items(30, 100) }] }),
    );

    expect(message.blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'rich_text']);
    expect(JSON.stringify(message.blocks).match(/https:\/\/ohchr\.org\/\d+"/g)).toHaveLength(30);
    expect(wrong(message)).toEqual(NOTHING_WRONG);
  });

  it('says how many lines are missing, and keeps its buttons', () => {
    const next: Button = { does: 'show', label: 'Next', command: 'timeline USA page:2' };
    const message = render(
      reply({
        title: 'Too many',
        blocks: [{ kind: 'list', items: items(100, 200) }],
        buttons: [next],
      }),
    );

    expect(screen(message)).toMatch(/… and \d+ more lines, too long for one Slack message\.$/);
    expect(message.blocks.at(-1)?.type).toBe('actions');
    expect(wrong(message)).toEqual(NOTHING_WRONG);
  });

  it('fits 60 blocks into 50', () => {
    const message = render(
      reply({
        blocks: Array.from({ length: 60 }, () => ({ kind: 'paragraph', text: ['A line'] })),
      }),
    );

    expect(message.blocks).toHaveLength(50);
    expect(screen(message)).toMatch(/… and 12 more lines, too long for one Slack message\.$/);
  });

  it('ends its text at a word, with …, and never in a link', () => {
    const { text } = render(
      reply({ title: 'Many', blocks: [{ kind: 'list', items: items(60, 100) }] }),
    );

    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/(?:word|OHCHR|>)\n?…$/);
    expect(judge({ text, mrkdwn: false })).toEqual(NOTHING_WRONG);
  });

  it('cuts one endless paragraph', () => {
    const message = render(
      reply({ title: 'T', blocks: [{ kind: 'paragraph', text: ['&'.repeat(40_000)] }] }),
    );

    expect(screen(message).endsWith('&…')).toBe(true);
    expect(wrong(message)).toEqual(NOTHING_WRONG);
  });

  it('shows at most 25 buttons, their labels cut at a word', () => {
    const buttons = Array.from(
      { length: 30 },
      (_, i): Button => ({
        does: 'ask',
        label: `Ask ${'again '.repeat(20)}${i}`,
        command: `status ${i}`,
      }),
    );
    const actions = render(reply({ buttons })).blocks.at(-1);

    expect(actions?.type === 'actions' && actions.elements).toHaveLength(25);
    expect(JSON.stringify(actions)).toContain('again…');
    expect(wrong(render(reply({ buttons })))).toEqual(NOTHING_WRONG);
  });
});

const rich = (...elements: readonly object[]) => ({ type: 'rich_text', elements });
const words = (text: string, style?: object) => ({ type: 'text', text, ...(style && { style }) });
