import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../../src/adapters/console/render.ts';
import type { Terminal } from '../../../src/adapters/console/words.ts';
import type { Reply, Span } from '../../../src/core/reply.ts';

const terminal = (over: Partial<Terminal> = {}): Terminal => ({
  colour: false,
  links: false,
  columns: 60,
  root: '/upr',
  ...over,
});

const reply = (over: Partial<Reply> = {}): Reply => ({
  title: 'Peru — UPR 4th cycle: scheduled',
  tone: 'calm',
  audience: 'caller',
  blocks: [],
  ...over,
});

const paragraph = (...text: Span[]): Reply => reply({ blocks: [{ kind: 'paragraph', text }] });

const CARD = reply({
  tone: 'warning',
  blocks: [
    { kind: 'paragraph', text: ['The review is set for ', { strong: '7 Nov 2025' }, '.'] },
    {
      kind: 'fields',
      fields: [
        { label: 'Stage', text: ['scheduled'] },
        {
          label: 'National report',
          text: ['due ', { strong: '4 Aug 2025' }, ', and not received by the day of this answer'],
        },
      ],
    },
    {
      kind: 'list',
      heading: 'Sources disagree',
      items: [
        ['session 53, according to ', { label: 'OHCHR', url: 'https://ohchr.org/a?b=1&c=2' }],
        ['April 2026, according to ', { quote: 'a page' }, ' without an address of its own'],
      ],
    },
    { kind: 'warning', text: ['The newest fact is over a year old: check before relying on it.'] },
    { kind: 'note', text: ['Data as of 7 Nov 2025'] },
  ],
  buttons: [
    { does: 'show', label: 'Next ▶', command: 'timeline PER page:2' },
    { does: 'share', label: 'Share', command: 'status PER' },
    { does: 'open', label: 'Calendar', url: 'https://ohchr.org/calendar' },
  ],
});

describe('a reply in the terminal', () => {
  it('is text that a pipe can read where there is neither colour nor links', () => {
    expect(render(CARD, terminal())).toBe(`Peru — UPR 4th cycle: scheduled

The review is set for 7 Nov 2025.

Stage:           scheduled
National report: due 4 Aug 2025, and not received by the day
                 of this answer

Sources disagree
• session 53, according to OHCHR
  <https://ohchr.org/a?b=1&c=2>
• April 2026, according to “a page” without an address of
  its own

! The newest fact is over a year old: check before relying
  on it.

Data as of 7 Nov 2025

Next:
  /upr timeline PER page:2
  /upr status PER share
  Calendar: https://ohchr.org/calendar`);
  });

  it('has the same words in colour and with links that can be clicked', () => {
    const shown = render(CARD, terminal({ colour: true, links: true }));

    expect(shown.replaceAll('\u001B', 'ESC')).toBe(
      `ESC[33mPeru — UPR 4th cycle: scheduledESC[39m

The review is set for ESC[1m7ESC[22m ESC[1mNovESC[22m ESC[1m2025ESC[22m.

ESC[1mStage:           ESC[22mscheduled
ESC[1mNational report: ESC[22mdue ESC[1m4ESC[22m ESC[1mAugESC[22m ESC[1m2025ESC[22m, and not received by the day
                 of this answer

ESC[1mSources disagreeESC[22m
• session 53, according to ESC]8;;https://ohchr.org/a?b=1&c=2ESC\\OHCHRESC]8;;ESC\\
• April 2026, according to “a page” without an address of
  its own

ESC[33m! The newest fact is over a year old: check before relying
  on it.ESC[39m

ESC[2mData as of 7 Nov 2025ESC[22m

ESC[2mNext:
  /upr timeline PER page:2
  /upr status PER share
  Calendar: https://ohchr.org/calendarESC[22m`,
    );
  });

  it('says an instant as its Geneva clock time', () => {
    const at = Date.parse('2026-11-07T13:00:00Z');

    expect(render(paragraph('At ', { instant: at }, '.'), terminal())).toContain(
      'At 7 Nov 2026, 14:00 Geneva.',
    );
  });

  it('says a channel in words', () => {
    const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' };

    expect(render(paragraph('In ', { channel }, '.'), terminal())).toContain(
      'In channel C1 on Slack.',
    );
  });

  it('keeps what touches a word on its line', () => {
    expect(
      render(paragraph('one two ', { strong: 'three' }, ', four'), terminal({ columns: 13 })),
    ).toMatchInlineSnapshot(`
      "Peru — UPR
      4th cycle:
      scheduled

      one two
      three, four"
    `);
  });

  it('leaves an address whole, however narrow the terminal is', () => {
    const url = 'https://www.ohchr.org/en/hr-bodies/upr/upr-main';

    expect(render(paragraph({ label: 'OHCHR', url }), terminal({ columns: 20 }))).toContain(
      `OHCHR\n<${url}>`,
    );
  });

  it('is 80 columns wide where the terminal does not say', () => {
    const shown = render(paragraph('word '.repeat(40)), terminal({ columns: 0 }));

    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBe(79);
  });

  it('says nothing of a block that has nothing to say', () => {
    const empty = reply({
      blocks: [
        { kind: 'fields', fields: [] },
        { kind: 'list', items: [] },
        { kind: 'paragraph', text: [] },
      ],
    });

    expect(render(empty, terminal())).toBe('Peru — UPR 4th cycle: scheduled');
  });
});

describe('text that a terminal would obey', () => {
  it('loses what is obeyed and keeps its words', () => {
    const typed = 'a\u001B[31mred\u001B]8;;https://evil.example\u0007b\u202Ec\u009B2Jd';

    expect(render(reply({ title: typed }), terminal())).toBe(
      'a[31mred]8;;https://evil.examplebc2Jd',
    );
  });

  it('never reaches it, wherever people wrote it', () => {
    const typed = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(typed, typed, (one, other) => {
        const shown = render(hostile(one, other), terminal());

        expect(shown).not.toMatch(/[^\P{Cc}\n]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it('cannot add a line that looks like one of ours', () => {
    const shown = render(reply({ title: 'Unknown: x\nNext:\n  /upr follow all' }), terminal());

    expect(shown.split('\n')).toEqual(['Unknown: x Next: /upr follow all']);
  });
});

const hostile = (one: string, other: string): Reply =>
  reply({
    title: one,
    blocks: [
      { kind: 'paragraph', text: [one, { strong: other }, { quote: one }] },
      { kind: 'fields', fields: [{ label: one, text: [other] }] },
      { kind: 'list', heading: other, items: [[{ label: one, url: other }]] },
      { kind: 'warning', text: [one] },
      { kind: 'note', text: [other] },
    ],
    buttons: [
      { does: 'ask', label: one, command: other },
      { does: 'open', label: other, url: one },
    ],
  });

describe('wrapped text', () => {
  const words = fc.array(fc.stringMatching(/^[a-z.,]{1,12}$/), { minLength: 1, maxLength: 40 });

  it('keeps every word, in order, and no line wider than the terminal', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 100 }), (list, columns) => {
        const [, ...lines] = render(
          reply({ title: 'T', blocks: [{ kind: 'note', text: [list.join(' ')] }] }),
          terminal({ columns }),
        ).split('\n');

        expect(lines.join(' ').trim().split(/\s+/)).toEqual(list);
        expect(lines.every((line) => line.length <= columns)).toBe(true);
      }),
    );
  });
});
