import { afterEach, describe, expect, it } from 'vitest';
import type { Adapter, Desk } from '../../src/core/adapter.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { Parcel } from '../../src/core/notice.ts';
import type { Reply } from '../../src/core/reply.ts';

/** What a person sees of one message. */
export interface Seen {
  readonly text: string;
  /** Seen by the person who asked and nobody else. */
  readonly private: boolean;
  readonly buttons: readonly string[];
}

/** One platform under test: the real adapter, connected to an emulated platform. */
export interface AdapterRig {
  readonly name: string;
  open(desk: Desk): Promise<OpenRig>;
  /** The same where the platform can be made to fail; a terminal cannot. */
  openToFail?(desk: Desk): Promise<FailingRig>;
}

export interface OpenRig {
  readonly adapter: Adapter;
  /** Types a slash-command without its root, and answers what the person sees. */
  ask(text: string): Promise<Seen>;
  readonly channel: Destination;
  /** What the channel shows to everybody, oldest first. */
  seenIn(channel: Destination): Promise<Seen[]>;
  press(seen: Seen, label: string): Promise<Seen>;
  /** Whom the messages so far have notified, as a client would: `@everyone`, `<@U1>`. */
  mentioned(): readonly string[];
  /** Rules of the platform that the adapter has broken. */
  brokenRules(): readonly string[];
  close(): Promise<void>;
}

export interface FailingRig extends OpenRig {
  failNext(kind: 'rate_limited' | 'gone' | 'lost_answer'): void;
}

const reply = (over: Partial<Reply> = {}): Reply => ({
  title: 'Peru — UPR 4th cycle: scheduled',
  tone: 'calm',
  audience: 'caller',
  blocks: [
    { kind: 'paragraph', text: ['Review: ', { strong: '7 Nov 2025' }, ' & later'] },
    { kind: 'fields', fields: [{ label: 'National report', text: ['due 4 Aug 2025'] }] },
    {
      kind: 'list',
      heading: 'Sources',
      items: [[{ label: 'OHCHR', url: 'https://ohchr.org/a?b=1&c=2' }]],
    },
    { kind: 'warning', text: ['Old data'] },
    { kind: 'note', text: ['Data as of 1 Aug 2025'] },
  ],
  ...over,
});

const parcel = (destination: Destination, over: Partial<Parcel> = {}): Parcel => ({
  id: '7b0f3f0e-5d0c-4f5e-9c61-0d4f2a3b1c11',
  attempts: 0,
  notice: {
    key: 'k1',
    destination,
    kind: 'reminder',
    state: 'PER',
    dueOn: '2025-11-07',
    dueAt: 0,
    reply: reply({ title: 'Tomorrow: review, Peru', audience: 'channel' }),
  },
  ...over,
});

/** What every adapter does, whatever its platform. */
export function adapterContract(rig: AdapterRig): void {
  describe(`adapter contract on ${rig.name}`, () => {
    let open: OpenRig | undefined;
    const deskThat = (answer: Desk['answer']): Desk => ({ answer, suggest: () => [] });
    const start = async (answer: Desk['answer']): Promise<OpenRig> => {
      open = await rig.open(deskThat(answer));
      return open;
    };
    afterEach(async () => {
      const broken = open?.brokenRules() ?? [];
      await open?.close();
      open = undefined;
      expect(broken).toEqual([]);
    });

    it('answers in private with the whole meaning in words', async () => {
      const { ask } = await start(() => reply());

      const seen = await ask('status peru');

      expect(seen.private).toBe(true);
      for (const words of [
        'Peru — UPR 4th cycle: scheduled',
        '7 Nov 2025',
        'National report',
        'due 4 Aug 2025',
        'Old data',
        'OHCHR',
        'Data as of 1 Aug 2025',
      ])
        expect(seen.text).toContain(words);
    });

    it('answers the channel when the reply is for the channel', async () => {
      const { ask, channel, seenIn } = await start(() => reply({ audience: 'channel' }));

      await ask('status peru');

      expect((await seenIn(channel)).map(({ text }) => text.includes('Peru'))).toEqual([true]);
    });

    it('answers a question that takes time', async () => {
      const { ask } = await start(async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return reply({ title: 'Slow but sure' });
      });

      expect((await ask('status peru')).text).toContain('Slow but sure');
    });

    it('passes the words on as they were typed', async () => {
      const asked: unknown[] = [];
      const { ask } = await start((question) => {
        asked.push(
          'text' in question ? question.text : `${question.command} ${question.options.state}`,
        );
        return reply();
      });

      await ask('status peru');

      expect(asked).toEqual(['status peru']);
    });

    it('shows a page in place of the last when a paging button is pressed', async () => {
      const { ask, press } = await start((question) =>
        'text' in question && question.text.includes('page:2')
          ? reply({ title: 'Second page' })
          : reply({
              title: 'First page',
              buttons: [{ does: 'show', label: 'Next', command: 'timeline PER page:2' }],
            }),
      );

      const second = await press(await ask('status peru'), 'Next');

      expect(second.text).toContain('Second page');
      expect(second.private).toBe(true);
    });

    it('shares an answer with the channel when Share is pressed', async () => {
      const { ask, press, channel, seenIn } = await start(() =>
        reply({ buttons: [{ does: 'share', label: 'Share', command: 'status PER' }] }),
      );

      await press(await ask('status peru'), 'Share');

      expect((await seenIn(channel)).filter(({ text }) => text.includes('Peru'))).toHaveLength(1);
    });

    it('delivers a notice to its channel, once', async () => {
      const { adapter, channel, seenIn } = await start(() => reply());

      const delivery = await adapter.deliver(parcel(channel));

      expect(delivery.outcome).toBe('sent');
      expect(
        (await seenIn(channel)).map(({ text }) => text.includes('Tomorrow: review, Peru')),
      ).toEqual([true]);
    });

    it('mentions nobody, whatever the words', async () => {
      const loud = reply({
        title: '@everyone <!channel> <@U1>',
        blocks: [{ kind: 'paragraph', text: ['@here <@1> <!here|x> *bold* ~x~\u0007'] }],
      });
      const { adapter, ask, channel, mentioned, seenIn } = await start(() => loud);
      const quiet = parcel(channel);

      const answer = await ask('status peru');
      await adapter.deliver({ ...quiet, notice: { ...quiet.notice, reply: loud } });

      expect(answer.text).toContain('everyone');
      expect((await seenIn(channel)).at(-1)?.text).toContain('everyone');
      expect(mentioned()).toEqual([]);
    });

    const { openToFail } = rig;
    if (openToFail)
      it('says later, gone and in doubt apart', async () => {
        const failing = await openToFail(deskThat(() => reply()));
        open = failing;
        const { adapter, channel, failNext } = failing;

        failNext('rate_limited');
        const later = await adapter.deliver(parcel(channel));
        failNext('lost_answer');
        const doubt = await adapter.deliver(parcel(channel));
        failNext('gone');
        const gone = await adapter.deliver(parcel(channel));

        expect([later.outcome, doubt.outcome, gone.outcome]).toEqual(['later', 'in_doubt', 'gone']);
      });
  });
}
