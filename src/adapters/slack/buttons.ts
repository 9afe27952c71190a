import type { Button as SlackButton } from '@slack/types';
import type { Button, Reply } from '../../core/reply.ts';
import { LIMITS } from './limits.ts';
import { clean, cutAtWord, isWebAddress, oneLine, plainText, sizeInJson } from './words.ts';

/** The buttons of a reply; what is already in the channel offers no Share. */
export const buttonsOf = ({ buttons = [], audience }: Reply): SlackButton[] =>
  buttons
    .filter(({ does }) => !(does === 'share' && audience === 'channel'))
    .flatMap(button)
    .slice(0, LIMITS.buttons);

/** As many of the buttons as half of the payload holds: the other half is for the words. */
export function withinRoom(buttons: readonly SlackButton[]): SlackButton[] {
  let room = LIMITS.blocksPayload / 2;
  return buttons.filter((each) => {
    room -= sizeInJson(each) + 1;
    return room >= 0;
  });
}

function button(wanted: Button, n: number): SlackButton[] {
  const label = cutAtWord(oneLine(wanted.label), LIMITS.buttonLabel) || '…';
  const base = {
    type: 'button',
    action_id: `vigil:${wanted.does}:${n}`,
    text: plainText(label),
  } as const;
  if (wanted.does === 'open') {
    const fits = isWebAddress(wanted.url) && wanted.url.length <= LIMITS.buttonUrl;
    return fits ? [{ ...base, url: wanted.url }] : [];
  }
  const value = clean(wanted.command);
  return value === '' || value.length > LIMITS.buttonValue ? [] : [{ ...base, value }];
}
