import { describe, expect, it } from 'vitest';
import { render } from '../src/adapters/console/render.ts';
import { interactionResponse } from '../src/adapters/discord/render.ts';
import { commandResponse } from '../src/adapters/slack/render.ts';
import { ask, houseOn } from './support/house.ts';

const house = await houseOn('2026-11-21');

/** The same reply as each platform would be sent it, and as text and JSON print it. */
async function formats(text: string): Promise<Record<string, string>> {
  const reply = await ask(house, text);
  return {
    text: render(reply, { colour: false, links: false, columns: 100_000, root: '/upr' }),
    json: JSON.stringify(reply),
    slack: JSON.stringify(commandResponse(reply)),
    discord: JSON.stringify(interactionResponse(reply)),
  };
}

interface Row {
  readonly asOf: string;
  readonly says: readonly RegExp[];
  readonly never: readonly RegExp[];
}

/** The table that the product was founded on. */
const UNITED_STATES: readonly Row[] = [
  {
    asOf: '2025-08-01',
    says: [/scheduled/, /session 50/, /7 Nov 2025/, /National report/, /due 4 Aug 2025/],
    never: [/missed/i, /declined/i, /absent/i, /rescheduled/i, /session 53/],
  },
  {
    asOf: '2025-08-05',
    says: [/report missed/, /still scheduled/, /7 Nov 2025/],
    never: [/declined/i, /absent/i, /rescheduled/i],
  },
  {
    asOf: '2025-08-29',
    says: [
      /report missed/,
      /declined by letter of 28 Aug 2025/,
      /review still scheduled for 7 Nov 2025/,
    ],
    never: [/absent/i, /rescheduled/i],
  },
  {
    asOf: '2025-11-08',
    says: [
      /absent on 7 Nov 2025/,
      /Council decision/,
      /the same day/,
      /rescheduled to 2026/,
      /session 53 as reported/,
      /an earlier date left open/,
    ],
    never: [
      /first State/i,
      /first country/i,
      /\b\d{1,2}(–\d{1,2})? (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 2026\b/,
    ],
  },
  {
    asOf: '2026-11-21',
    says: [/time of session 53 has passed/, /no source has been read on what happened/],
    never: [/\breviewed\b/i, /refused/i, /first State/i],
  },
];

describe('the founding case: /upr status united states', () => {
  for (const { asOf, says, never } of UNITED_STATES) {
    it.each(['text', 'json', 'slack', 'discord'])(
      `as of ${asOf} is word by word right as %s`,
      async (format) => {
        const said = (await formats(`status united states as-of:${asOf}`))[format] ?? '';

        for (const words of says) expect(said).toMatch(words);
        for (const words of never) expect(said).not.toMatch(words);
      },
    );
  }
});
