import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIButtonComponentWithURL,
} from 'discord.js';
import type { Button } from '../../core/reply.ts';
import { LIMITS } from './limits.ts';
import { clean, cut } from './markdown.ts';

type DrawnButton = APIButtonComponentWithCustomId | APIButtonComponentWithURL;
export type ButtonRow = APIActionRowComponent<DrawnButton>;

/** What a button of ours asks when it is pressed. */
export interface Press {
  readonly does: 'show' | 'ask' | 'share';
  readonly command: string;
}

// https://discord.com/developers/docs/components/reference#component-object-component-types
const ROW = 1;
const BUTTON = 2;
// https://discord.com/developers/docs/components/reference#button-button-styles
const SECONDARY = 2;
const LINK = 5;

/**
 * `vigil1:show:timeline USA page:2`. Buttons live for months: the number is the
 * version of this form, raised when an older one could no longer be understood.
 * `ask.2` tells apart two buttons of one message that ask the same.
 */
const FORM = /^vigil1:(show|ask|share)(?:\.\d+)?:([\s\S]*)$/;

/** Reads a custom_id; undefined where it is not of this version. */
export function pressOf(customId: string): Press | undefined {
  const [, does, command] = FORM.exec(customId) ?? [];
  if (command === undefined) return undefined;
  if (does !== 'show' && does !== 'ask' && does !== 'share') return undefined;
  return { does, command };
}

/** Buttons in rows; those beyond the ceilings, and those that could not work, are left out. */
export function buttonRows(buttons: readonly Button[]): ButtonRow[] {
  const seen = new Set<string>();
  const drawn = buttons
    .flatMap((button) => draw(button, seen))
    .slice(0, LIMITS.rows * LIMITS.buttonsInRow);
  return Array.from({ length: Math.ceil(drawn.length / LIMITS.buttonsInRow) }, (_, row) => ({
    type: ROW,
    components: drawn.slice(row * LIMITS.buttonsInRow, (row + 1) * LIMITS.buttonsInRow),
  }));
}

function draw(button: Button, seen: Set<string>): DrawnButton[] {
  const label = labelOf(button.label);
  if (button.does === 'open') {
    const url = URL.canParse(button.url) ? new URL(button.url) : undefined;
    const opens = url && /^https?:$/.test(url.protocol) && url.href.length <= LIMITS.buttonUrl;
    return opens ? [{ type: BUTTON, style: LINK, label, url: url.href }] : [];
  }
  const id = unique(button.does, clean(button.command), seen);
  // Cut short it would ask something else.
  if (id.length > LIMITS.customId) return [];
  seen.add(id);
  return [{ type: BUTTON, style: SECONDARY, label, custom_id: id }];
}

/** Discord refuses a message in which two buttons carry the same custom_id. */
function unique(does: Press['does'], command: string, seen: ReadonlySet<string>): string {
  let id = `vigil1:${does}:${command}`;
  for (let n = 2; seen.has(id); n++) id = `vigil1:${does}.${n}:${command}`;
  return id;
}

/** Button labels are plain text; markdown is not drawn in them. */
const labelOf = (raw: string): string =>
  cut(clean(raw).replace(/\s+/g, ' ').trim(), LIMITS.buttonLabel) || '…';
