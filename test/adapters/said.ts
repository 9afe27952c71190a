import type { Destination } from '../../src/core/destination.ts';
import type { Parcel } from '../../src/core/notice.ts';
import type { Attachment, Reply } from '../../src/core/reply.ts';

/** A reply with something of everything. */
export const reply = (over: Partial<Reply> = {}): Reply => ({
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

/** A notice on its way. */
export const parcel = (destination: Destination, over: Partial<Parcel> = {}): Parcel => ({
  id: '7b0f3f0e-5d0c-4f5e-9c61-0d4f2a3b1c11',
  attempts: 0,
  notice: {
    key: 'k1',
    coalition: '0b9d3a52-7c41-4a0e-9f5e-2d1c8b7a6e50',
    destination,
    kind: 'reminder',
    state: 'PER',
    dueOn: '2025-11-07',
    dueAt: 0,
    reply: reply({ title: 'Tomorrow: review, Peru', audience: 'channel' }),
  },
  ...over,
});

/** A file with every byte in it. */
export const archive: Attachment = {
  name: 'coalition-2026-11-22.zip',
  content: Uint8Array.from({ length: 300 }, (_, i) => i % 256),
};
