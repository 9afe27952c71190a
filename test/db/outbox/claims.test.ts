import { describe, expect, it } from 'vitest';
import { act } from '../../support/coalition.ts';
import { CHANNEL, COALITION, following, notice, place } from '../../support/following.ts';
import {
  a,
  b,
  deliver,
  emptyOutbox,
  enter,
  keysOf,
  LEASE_MS,
  later,
  MORNING,
} from '../../support/outbox.ts';
import { storesWith } from '../../support/stores.ts';

describe('claiming from the outbox', () => {
  it('hands out one notice a destination, in the order in which they were entered', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, b, notice({ key: 'elsewhere', destination: place('C2') }));

    const first = await keysOf(outbox, MORNING);
    const meanwhile = await keysOf(outbox, MORNING);

    expect([first, meanwhile]).toEqual([['a', 'elsewhere'], []]);
  });

  it('hands out no more than it is asked for', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, notice({ key: 'elsewhere', destination: place('C2') }));

    expect(await keysOf(outbox, MORNING, 1)).toEqual(['a']);
  });

  it('hands out the next one of a destination once the first has arrived', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, b);

    await deliver(outbox, MORNING, { outcome: 'sent', message: '171.1' });

    expect(await keysOf(outbox, MORNING)).toEqual(['b']);
  });

  it('hands out nothing twice that has arrived', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);

    await deliver(outbox, MORNING, { outcome: 'sent' });

    expect(await keysOf(outbox, later(10 * LEASE_MS))).toEqual([]);
  });

  it('hands out nothing before it is due', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);

    expect([await keysOf(outbox, later(-1)), await keysOf(outbox, MORNING)]).toEqual([[], ['a']]);
  });

  it('leaves out what who asks still carries, however long that takes by the clock', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);
    const [carried] = await outbox.claim(MORNING, 1);
    const inFlight = new Set([carried?.id ?? 'none']);

    const [again] = await outbox.claim(later(10 * LEASE_MS), 1, { inFlight });
    const [elsewhere] = await outbox.claim(later(10 * LEASE_MS), 1);

    expect([again, elsewhere?.id]).toEqual([undefined, carried?.id]);
  });

  it('counts the attempts before', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);
    await deliver(outbox, MORNING, { outcome: 'later', ms: 1_000, reason: 'rate limited' });

    const [again] = await outbox.claim(later(1_000), 1);

    expect(again).toEqual({ id: again?.id, notice: a, attempts: 1 });
  });
});

describe('claiming for one platform', () => {
  const onDiscord = notice({
    key: 'discord',
    destination: { platform: 'discord', workspace: 'G1', channel: 'C1' },
  });

  it('hands out nothing of another', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a, onDiscord);

    const claimed = await outbox.claim(MORNING, 1, { platform: 'discord' });

    expect(claimed.map(({ notice: { key } }) => key)).toEqual(['discord']);
  });

  it('hands out first what has waited longest since it could go out', async () => {
    const outbox = emptyOutbox();
    await enter(outbox, a);
    await deliver(outbox, MORNING, { outcome: 'later', ms: 1_000, reason: 'rate limited' });
    await enter(outbox, notice({ key: 'elsewhere', destination: place('C2') }));

    expect(await keysOf(outbox, later(1_000), 1)).toEqual(['elsewhere']);
  });
});

describe('what waits for a follow', () => {
  const ofPeru = notice({ key: 'peru', subjects: ['state/PER'] });
  const ofChad = notice({ key: 'chad', subjects: ['state/TCD', 'all'] });
  const both = async () => {
    const stores = storesWith();
    await stores.follows.save(COALITION, following(), act());
    await stores.follows.save(COALITION, following({ id: 'chad', subject: 'state/TCD' }), act());
    return stores;
  };

  it('does not go out once that is taken back, though the destination follows something else', async () => {
    const { outbox, follows } = await both();
    await enter(outbox, ofPeru, ofChad);

    await follows.remove(COALITION, CHANNEL, 'state/PER', act());

    expect(await keysOf(outbox, MORNING)).toEqual(['chad']);
  });

  it('does not go out where it was planned while that was taken back', async () => {
    const { outbox, follows } = await both();
    await follows.remove(COALITION, CHANNEL, 'state/PER', act());

    await enter(outbox, ofPeru);

    expect(await keysOf(outbox, MORNING)).toEqual([]);
  });

  it('goes out where another follow asks for it as well', async () => {
    const { outbox, follows } = await both();
    await follows.save(COALITION, following({ id: 'all', subject: 'all' }), act());
    await enter(outbox, ofChad);

    await follows.remove(COALITION, CHANNEL, 'state/TCD', act());

    expect(await keysOf(outbox, MORNING)).toEqual(['chad']);
  });
});

describe('a notice of an own thing', () => {
  it('does not go out where its channel was closed to them while it waited', async () => {
    const { outbox, channels } = storesWith();
    await enter(outbox, notice({ key: 'slack/T1/C1|own/c/d7k2@1|7' }), a);

    await channels.choose(COALITION, CHANNEL, { ours: 'kept_out' }, act());

    expect(await keysOf(outbox, MORNING)).toEqual(['a']);
  });
});
