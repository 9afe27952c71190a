import { today } from '../../src/core/clock.ts';
import type { Caller } from '../../src/core/command.ts';
import { silentLog } from '../../src/core/log.ts';
import { type House, openHouse } from '../../src/house.ts';
import { createRouter } from '../../src/router.ts';
import { type Effort, type Figure, median, p99, rounded, timed } from './figure.ts';

const SOMEBODY: Caller = {
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  account: { platform: 'slack', workspace: 'T1', id: 'U1' },
  mayManage: true,
};

/** What the core takes by itself, without a platform. */
export async function coreFigures({ repeats }: Effort): Promise<Figure[]> {
  const house = await openHouse({ databaseUrl: 'file::memory:', port: 0, root: '/upr' }, silentLog);
  try {
    return [
      statusOfEveryState(house, repeats),
      standingOfEveryReview(house, repeats),
      completions(house, repeats),
    ];
  } finally {
    house.stores.close();
  }
}

function statusOfEveryState({ core }: House, repeats: number): Figure {
  const states = core.states.all;
  // "Congo" alone is asked back.
  const typed = states.map(({ name, code }) =>
    core.states.find(name).kind === 'one' ? `status ${name}` : `status ${code}`,
  );
  const times = repeated(repeats, () => {
    // A desk remembers its answers: a new one has to find them.
    const desk = createRouter({ core: () => core, log: silentLog, newReference: () => '0000' });
    return typed.map((text) =>
      timed(() => {
        const reply = desk.answer({ text }, SOMEBODY);
        if (reply instanceof Promise || reply.problem)
          throw new Error(`No answer at once to '${text}'`);
      }),
    );
  });
  const middle = median(times);
  return {
    name: `Core answer for \`status\`, all ${states.length} States`,
    measured: `${rounded(middle)} ms median, ${rounded(p99(times))} ms p99`,
    target: '< 1 ms median',
    ok: middle < 1,
  };
}

function standingOfEveryReview({ core }: House, repeats: number): Figure {
  const { mechanism, record, clock } = core;
  const day = today(clock);
  const reviews = mechanism.cycles.flatMap((cycle) =>
    record.states
      .filter(({ code }) => mechanism.standing(record, code, cycle, day))
      .map(({ code }) => ({ code, cycle })),
  );
  const times = repeated(repeats, () => [
    timed(() => {
      for (const { code, cycle } of reviews) mechanism.standing(record, code, cycle, day);
    }),
  ]);
  const middle = median(times);
  return {
    name: `\`standing\` of all ${reviews.length} reviews`,
    measured: `${rounded(middle)} ms`,
    target: '< 50 ms',
    ok: middle < 50,
  };
}

/** Every beginning of every name, and the same with one letter wrong. */
function completions({ core, desk }: House, repeats: number): Figure {
  const begun = core.states.all.flatMap(({ name }) =>
    Array.from({ length: name.length }, (_, i) => name.slice(0, i + 1)),
  );
  const mistyped = begun
    .filter(({ length }) => length > 3)
    .map((typed) => `${typed.slice(0, 2)}q${typed.slice(3)}`);
  const typed = [...new Set(['', ...begun, ...mistyped])];
  // The quickest of the repeats: the worst is to be the worst words, not the machine's worst moment.
  const times = typed.map((words) =>
    Math.min(
      ...repeated(repeats, () => [timed(() => desk.suggest('status', 'state', words, SOMEBODY))]),
    ),
  );
  const worst = Math.max(...times);
  return {
    name: `Autocomplete, ${typed.length.toLocaleString('en')} beginnings and misspellings`,
    measured: `${rounded(median(times))} ms median, ${rounded(worst)} ms worst`,
    target: '< 5 ms',
    ok: worst < 5,
  };
}

/** The first turns, in which the engine compiles, do not count. */
function repeated(times: number, measure: () => readonly number[]): number[] {
  for (let i = 0; i < 2; i++) measure();
  return Array.from({ length: times }, measure).flat();
}
