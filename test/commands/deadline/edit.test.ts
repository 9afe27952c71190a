import { describe, expect, it } from 'vitest';
import { edtf } from '../../../src/core/dates/edtf.ts';
import type { Deadline } from '../../../src/core/record/standing.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { officialReport, ownScene, type Scene } from '../../support/own-scene.ts';
import { fieldsOf, linesOf } from '../reading.ts';

async function withOne(
  options = '',
  officials: readonly Deadline[] = [],
): Promise<Scene & { readonly id: string }> {
  const scene = await ownScene({ officials });
  await scene.ask('ben', `deadline add "First draft" for:PER date:2026-12-01 ${options}`);
  const [own] = await scene.kept();
  return { ...scene, id: own?.id ?? '' };
}

const refusal = (reply: Reply): readonly unknown[] => [
  reply.problem,
  reply.problem === undefined
    ? reply.title
    : [reply.title, ...linesOf(reply)].join(' ').replace("I can't do that. ", ''),
];

describe('/upr deadline edit', () => {
  it('says what has changed from what to what', async () => {
    const { ask, id } = await withOne();

    const reply = await ask(
      'ben',
      `deadline edit ${id} title:"Last draft" kind:drafting seen-by:aclu`,
    );

    expect([reply.title, ...linesOf(reply)]).toEqual([
      'Changed: Last draft',
      'Title: First draft → Last draft',
      'Kind: other → drafting',
      'Seen by: all of the coalition → ACLU',
      'Reminders: in no channel, because none follows Peru or everything. Type /upr follow PER in the channel that is to be reminded.',
      'Nothing else has changed.',
    ]);
  });

  it('keeps what is not given as it was', async () => {
    const { ask, kept, id } = await withOne('time:09:00 zone:"new york" kind:drafting');
    const [own] = await kept();

    await ask('eve', `deadline edit ${id} title:"Last draft"`);

    expect(await kept()).toEqual([{ ...own, title: 'Last draft' }]);
  });

  it.each([
    [
      '',
      'nothing_given',
      /^What is to change of 'First draft'\? Give title:, for:, kind:, seen-by: or before:\. Its date is changed with \/upr deadline move \w+\.$/,
    ],
    [
      'title:"First draft" kind:other seen-by:all before:none',
      'nothing_changed',
      /^'First draft' is so already: nothing has changed\.$/,
    ],
    ['for:all', 'subject_too_wide', /^A deadline serves one State or one session/],
    ['title:" "', 'missing_value', /^'title' needs a value\. /],
    [`title:"${'x'.repeat(300)}"`, 'name_too_long', /^The title has 300 characters; at most 120/],
    ['seen-by:hrw', 'would_not_see', /^You would not see it yourself\./],
    ['before:review', 'no_official_date', /^The record has no date to come for the review of Peru/],
  ])('with "%s" is refused, and nothing is changed', async (options, problem, words) => {
    const { ask, kept, id } = await withOne();
    const before = await kept();

    const [said, text] = refusal(await ask('ben', `deadline edit ${id} ${options}`));

    expect([said, await kept()]).toEqual([problem, before]);
    expect(text).toMatch(words);
  });

  it.each(['title:"First draft"', 'title:"First draft" kind:drafting seen-by:aclu'])(
    'with %s is refused where there is the same already, and nothing is changed',
    async (options) => {
      const { ask, kept, id } = await withOne();
      await ask('ben', 'deadline add Other for:PER date:2026-12-01');
      const before = await kept();

      const reply = await ask('ben', `deadline edit Other ${options}`);

      expect([...refusal(reply), await kept()]).toEqual([
        'deadline_exists',
        `There is a deadline 'First draft' on 1 Dec 2026 (hour not given) already: ${id}. Give this one another title, or change that one.`,
        before,
      ]);
    },
  );

  it('for a State that has the same already is refused', async () => {
    const { ask, kept } = await withOne();
    await ask('ben', 'deadline add "First draft" for:TCD date:2026-12-01');
    const chads = (await kept()).find(({ subject }) => subject === 'state/TCD');

    expect((await ask('ben', `deadline edit ${chads?.id} for:PER`)).problem).toBe(
      'deadline_exists',
    );
  });

  it('is refused to readers', async () => {
    const { ask, id } = await withOne();

    expect((await ask('rea', `deadline edit ${id} title:x`)).problem).toBe('not_allowed');
  });

  it('answers an id that one may not see exactly as one that does not exist', async () => {
    const { ask, id } = await withOne('seen-by:aclu');
    const asked = async (typed: string) =>
      JSON.stringify(await ask('eve', `deadline edit ${typed} title:x`)).replaceAll(typed, 'xxxx');

    expect(await asked(id)).toBe(await asked(id === '2222' ? '3333' : '2222'));
  });
});

describe('who may see an own deadline', () => {
  it('is changed by who added it, and by coordinators', async () => {
    const { ask, id } = await withOne();

    const replies = [
      await ask('eve', `deadline edit ${id} seen-by:"aclu, hrw"`),
      await ask('ben', `deadline edit ${id} seen-by:"aclu, hrw"`),
      await ask('ada', `deadline edit ${id} seen-by:all`),
    ];

    expect(replies.map(refusal)).toEqual([
      [
        'not_allowed',
        "Who may see 'First draft' is changed by the person who added it, or by a coordinator.",
      ],
      [undefined, 'Changed: First draft'],
      // Ada speaks for neither organisation, so that she no longer sees it.
      [
        'unknown_deadline',
        `There is no deadline '${id}' in your coalition. /upr deadlines lists them.`,
      ],
    ]);
  });

  it('is one person alone only where that person added it', async () => {
    const { ask, id } = await withOne();

    expect(refusal(await ask('ada', `deadline edit ${id} seen-by:me`))).toEqual([
      'not_allowed',
      "'First draft' was added by somebody else: only that person can keep it to themselves.",
    ]);
    expect(fieldsOf(await ask('ben', `deadline edit ${id} seen-by:me`))).toMatchObject({
      'Seen by': 'all of the coalition → you alone',
    });
  });

  it('does not leave out who changes it, a coordinator neither', async () => {
    const { ask, id } = await withOne();

    expect((await ask('ada', `deadline edit ${id} seen-by:aclu`)).problem).toBe('would_not_see');
  });
});

describe('what an own deadline comes before', () => {
  const before = 'before:national-report';

  it('may not be a day that it reaches beyond', async () => {
    const { ask, kept } = await ownScene({ officials: [officialReport()] });
    await ask('ben', 'deadline add "First draft" for:PER date:2027-02');
    const held = await kept();

    expect([...refusal(await ask('ben', `deadline edit "First draft" ${before}`)), held]).toEqual([
      'cut_off_too_late',
      'An internal cut-off comes before its official date: Feb 2027 (no day set) reaches beyond the national report (15 Feb 2027). Give a day, month or year that ends before it.',
      await kept(),
    ]);
  });

  it('can be set, and ended', async () => {
    const { ask, kept, id } = await withOne('', [officialReport()]);

    const set = await ask('ben', `deadline edit ${id} ${before}`);
    const ended = await ask('ben', `deadline edit ${id} before:none`);

    expect([fieldsOf(set)['Before'], fieldsOf(ended)['Before']]).toEqual([
      'no official date → 76 days before the national report (15 Feb 2027)',
      '76 days before the national report (15 Feb 2027) → no official date',
    ]);
    expect((await kept())[0]?.before).toBeUndefined();
  });

  it('must come after it', async () => {
    const { ask, id } = await withOne('', [officialReport({ date: edtf('2026-12-01') })]);

    expect((await ask('ben', `deadline edit ${id} ${before}`)).problem).toBe('cut_off_too_late');
  });

  it('is said anew where it serves another State from now on', async () => {
    const { ask, id } = await withOne(before, [
      officialReport(),
      officialReport({ id: 'upr/4/TCD/national-report', state: 'TCD', dateVersion: 'tcd-due@1' }),
    ]);

    expect(refusal(await ask('ben', `deadline edit ${id} for:TCD`))).toEqual([
      'before_other_subject',
      "'First draft' comes before an official date of Peru. Say what it is for Chad: before:submissions, before:national-report, before:review or before:none.",
    ]);
    expect((await ask('ben', `deadline edit ${id} for:TCD ${before}`)).title).toBe(
      'Changed: First draft',
    );
  });

  it('is renewed where the official date was set anew', async () => {
    const officials = [officialReport()];
    const { ask, kept, id } = await withOne(before, officials);
    officials[0] = officialReport({ dateVersion: 'per-due@2', date: edtf('2027-03-15') });

    const reply = await ask('ben', `deadline edit ${id} ${before}`);

    expect(fieldsOf(reply)['Before']).toBe(
      '104 days before the national report (15 Mar 2027), which was set anew since: check this one → 104 days before the national report (15 Mar 2027)',
    );
    expect(await kept()).toMatchObject([{ before: { dateVersion: 'per-due@2' } }]);
  });
});
