import { today } from '../../src/core/clock.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import { defineCommand } from '../../src/core/command.ts';
import type { Core } from '../../src/core/core.ts';
import { UserError } from '../../src/core/errors.ts';
import { ownDateWords, readOwnDate, sameDate } from '../../src/core/own/dates.ts';
import type { OwnDate, OwnDeadline } from '../../src/core/own/deadlines.ts';
import { deadlineCalled } from '../../src/core/own/lookup.ts';
import { mustComeBefore, WHICH_DEADLINE } from '../../src/core/own/options.ts';
import { reachWords } from '../../src/core/own/reach.ts';
import { cutOffWords, officialOn, ownData } from '../../src/core/own/words.ts';
import type { Reply } from '../../src/core/reply.ts';

/** `/upr deadline move d7k2 date:2026-12-08`: another date; the hour and zone stay as they were typed. */
export const deadlineMove = defineCommand({
  name: 'deadline move',
  summary: 'Give a deadline of your own another date or hour',
  examples: ['deadline move d7k2 date:2026-12-08', 'deadline move d7k2 time:none'],
  options: {
    deadline: WHICH_DEADLINE,
    date: { kind: 'text', summary: 'Day, month or year', example: '2026-12-08' },
    time: { kind: 'text', summary: 'Clock time, or none', example: '15:00' },
    zone: { kind: 'text', summary: 'Whose clock', example: 'new york' },
  },
  shared: false,
  needs: 'write',

  async run(call, core) {
    const { options, who, caller } = call;
    const own = await deadlineCalled(core, who, options.deadline ?? '');
    const { date, time, zone } = options;
    if (date === undefined && time === undefined && zone === undefined)
      throw new UserError(
        `When is '${own.title}' now? It was ${ownDateWords(own)}: give date:, time: or zone:, and the rest stays.`,
        { problem: 'missing_date' },
      );
    const to = readOwnDate({ date, time, zone }, core.clock.now(), own);
    if (sameDate(own, to))
      throw new UserError(
        `'${own.title}' is on ${ownDateWords(own)} already: nothing has changed.`,
        {
          problem: 'nothing_changed',
        },
      );
    const moved = await core.deadlines.move(
      who.coalition.id,
      own.id,
      { ...to, ...beforeNow(own, to, core) },
      actOf(call, core),
    );
    return answer(core, own, moved, await reachWords(core, moved, caller.place));
  },
});

function answer(core: Core, old: OwnDeadline, moved: OwnDeadline, reach: string): Reply {
  const cutOff = cutOffWords(core, moved, today(core.clock));
  return {
    title: `Moved: ${moved.title}`,
    tone: 'done',
    audience: 'caller',
    blocks: [
      {
        kind: 'fields',
        fields: [
          { label: 'From', text: [ownDateWords(old)] },
          { label: 'To', text: [ownDateWords(moved)] },
          ...(cutOff === undefined ? [] : [{ label: 'Kind', text: [`${moved.kind}, ${cutOff}`] }]),
          { label: 'Reminders', text: [reach] },
        ],
      },
    ],
    buttons: [{ does: 'ask', label: 'Drop', command: `deadline drop ${moved.id}` }],
    data: ownData(moved),
  };
}

/** An internal cut-off that is moved is set anew for the official date as it stands now. */
function beforeNow(own: OwnDeadline, to: OwnDate, core: Core): Pick<OwnDeadline, 'before'> {
  const official = own.before && officialOn(core, own.before.deadline, today(core.clock));
  if (!official) return {};
  mustComeBefore(to, official);
  return { before: { deadline: official.id, dateVersion: official.dateVersion } };
}
