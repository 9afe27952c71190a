import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped } from '../../../src/adapters/slack/typed.ts';

describe('the text of a slash-command', () => {
  it.each([
    ['add <@U1|ada> editor', 'add <@U1|ada> editor'],
    ['channel <#C1|upr>', 'channel <#C1|upr>'],
    ['add <@U1> and <@W2|>', 'add <@U1> and <@W2>'],
    ['add <@U1|Ada &amp; Ben>', 'add <@U1>'],
  ])('%j keeps whom and what it refers to, as one word', (sent, read) => {
    expect(asTyped(sent)).toBe(read);
  });

  it.each([
    ['R&amp;D &lt;draft&gt;', 'R&D <draft>'],
    ['&amp;lt;', '&lt;'],
    ['source:<https://a.org/x?y=1&amp;z=2>', 'source:https://a.org/x?y=1&z=2'],
    ['see <https://a.org/x|the page>', 'see https://a.org/x'],
    ['see <http://a.org|a.org>', 'see a.org'],
    ['write <mailto:a@b.org|a@b.org>', 'write a@b.org'],
    ['<!here> <!channel> <!subteam^S1|@lawyers>', '@here @channel @lawyers'],
  ])('%j is read as it was typed', (sent, read) => {
    expect(asTyped(sent)).toBe(read);
  });

  it.each(['a < b > c', '<>', '<@>', 'x <y', '&copy; &'])(
    '%j, which Slack would not send, stays as it is',
    (text) => {
      expect(asTyped(text)).toBe(text);
    },
  );

  it('is read as typed, whatever signs are in it', () => {
    const escaped = (text: string) =>
      text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(asTyped(escaped(text))).toBe(text);
      }),
    );
  });
});
