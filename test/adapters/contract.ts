import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Adapter, Desk } from '../../src/core/adapter.ts';
import { type Account, directTo } from '../../src/core/coalition/coalition.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { Attachment } from '../../src/core/reply.ts';
import { archive, parcel, reply } from './said.ts';

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
  /** The same where there are other people, and the platform can be made to fail: not on a terminal. */
  openToFail?(desk: Desk): Promise<FailingRig>;
}

export interface OpenRig {
  readonly adapter: Adapter;
  /** Types a slash-command without its root, and answers what the person sees. */
  ask(text: string): Promise<Seen>;
  /** Who types, an administrator of the place. */
  readonly person: Account;
  readonly channel: Destination;
  /** What the channel shows to everybody, oldest first. */
  seenIn(channel: Destination): Promise<Seen[]>;
  /** What stands in the direct messages of an account, oldest first. */
  directSeen(person: Account): Promise<Seen[]>;
  /** The files that an account has been given and nobody else sees, oldest first. */
  filesOf(person: Account): Promise<Attachment[]>;
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

/** What every adapter does, whatever its platform. */
export function adapterContract(rig: AdapterRig): void {
  describe(`adapter contract on ${rig.name}`, () => {
    let open: OpenRig | undefined;
    const deskThat = (answer: Desk['answer']): Desk => ({
      answer,
      suggest: () => [],
      arrived: async () => undefined,
    });
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

    it('delivers a notice to one person', async () => {
      const { adapter, person, directSeen } = await start(() => reply());

      const delivery = await adapter.deliver(parcel(directTo(person)));

      expect(delivery.outcome).toBe('sent');
      expect(
        (await directSeen(person)).map(({ text }) => text.includes('Tomorrow: review, Peru')),
      ).toEqual([true]);
    });

    it('hands a file to who asked and to nobody else, also where the reply is for the channel', async () => {
      const { ask, person, channel, filesOf, seenIn } = await start(async () =>
        reply({ title: 'Everything that the coalition owns', audience: 'channel', file: archive }),
      );

      const seen = await ask('status peru');

      expect((await filesOf(person)).map(({ name, content }) => [name, [...content]])).toEqual([
        [archive.name, [...archive.content]],
      ]);
      expect([seen.private, seen.text.includes(archive.name)]).toEqual([true, true]);
      expect(await seenIn(channel)).toEqual([]);
    });

    it('says that who administers the place is an administrator', async () => {
      const { adapter, person, channel } = await start(() => reply());

      expect(await adapter.seat(channel, person)).toBe('admin');
    });

    it('says that direct messages are read by one person', async () => {
      const { adapter, person } = await start(() => reply());

      expect(await adapter.exposure(directTo(person))).toBe('direct');
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

    it('says in words which channel of another platform is meant', async () => {
      const channel = { platform: 'pigeons', workspace: 'w1', channel: 'loft-7' };
      const text = ['Done in ', { channel }] as const;
      const { ask } = await start(() => reply({ blocks: [{ kind: 'paragraph', text }] }));

      expect((await ask('status peru')).text).toContain('Done in channel loft-7 on pigeons');
    });

    const { openToFail } = rig;
    if (openToFail) {
      it('says that an account which is not of the place is a stranger', async () => {
        open = await openToFail(deskThat(() => reply()));
        const { adapter, person, channel } = open;

        expect(await adapter.seat(channel, { ...person, id: '999999999999999999' })).toBe(
          'stranger',
        );
      });

      it('says where it has arrived', async () => {
        const places: Parameters<Desk['arrived']>[0][] = [];
        open = await openToFail({
          ...deskThat(() => reply()),
          arrived: async (place) => void places.push(place),
        });
        const { platform, workspace } = open.channel;

        await vi.waitFor(() =>
          expect(places).toEqual([{ platform, workspace, name: expect.stringMatching(/./) }]),
        );
      });

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
    }
  });
}
