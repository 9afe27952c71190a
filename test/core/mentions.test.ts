import { describe, expect, it } from 'vitest';
import type { Destination } from '../../src/core/destination.ts';
import { withMentions } from '../../src/core/mentions.ts';
import type { Reply, Span } from '../../src/core/reply.ts';

const HERE: Span = { channel: { platform: 'slack', workspace: 'T1', channel: 'C1' } };
const ELSEWHERE: Span = { channel: { platform: 'discord', workspace: '9', channel: '7' } };
const isOnSlack = ({ platform }: Destination): boolean => platform === 'slack';

const saying = (...spans: Span[]): Reply => ({
  title: 'Log',
  tone: 'calm',
  audience: 'caller',
  blocks: [
    { kind: 'paragraph', text: spans },
    { kind: 'fields', fields: [{ label: 'Where', text: spans }] },
    { kind: 'list', heading: 'Places', items: [['nowhere'], spans] },
    { kind: 'warning', text: spans },
    { kind: 'note', text: spans },
  ],
});

describe('a reply read where only some channels have a name', () => {
  it('says the others in words, wherever they stand, and leaves the rest as it is', () => {
    expect(withMentions(saying('In ', HERE, ' and ', ELSEWHERE), isOnSlack)).toEqual(
      saying('In ', HERE, ' and ', 'channel 7 on Discord'),
    );
  });

  it.each([
    ['names only channels that have one', saying('In ', HERE)],
    ['names no channel', saying('In ', { strong: 'all' }, ' of them')],
  ])('is the same object where it %s', (_, reply) => {
    expect(withMentions(reply, isOnSlack)).toBe(reply);
  });
});
