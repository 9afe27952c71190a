import { Buffer } from 'node:buffer';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { type Account, directTo } from '../../core/coalition/coalition.ts';
import type { Log } from '../../core/log.ts';
import type { Attachment, Block, Reply } from '../../core/reply.ts';
import type { Directs } from './directs.ts';
import { ERROR_CODE } from './failures.ts';

/** Gives people the files of their answers. */
export interface HandOut {
  /**
   * The reply without its file, which the account has been sent by direct
   * message: it says so, or what a person must do. For the person only. Never rejects.
   */
  given(reply: Reply, account: Account): Promise<Reply>;
}

/**
 * What a person can do about a file that Slack does not take.
 * https://docs.slack.dev/reference/methods/files.getUploadURLExternal#errors
 */
const REMEDIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    missing_scope:
      'the app lacks a permission (files:write, im:write). Ask whoever manages apps in this workspace to install Vigil again with its present manifest, then ask for the file again.',
    file_uploads_disabled:
      'this workspace takes no uploads. Ask an administrator of the workspace to allow them, or ask me for the file in another one.',
    storage_limit_reached:
      'the storage of this workspace is full. Ask an administrator of the workspace to make room, then ask for the file again.',
    file_upload_size_restricted:
      'it is larger than this workspace allows. Ask an administrator of the workspace to allow it, then ask for the file again.',
    messages_tab_disabled:
      'direct messages from Vigil are switched off. Ask whoever manages apps in this workspace to switch on the messages tab, then ask for the file again.',
  }),
);
const TRY_AGAIN = 'Ask for the file again in a minute; if that fails too, tell who runs Vigil.';

/** `uploads`: a client that waits long enough for a file. */
export function createHandOut(uploads: WebClient, directs: Directs, log: Log): HandOut {
  async function send({ name, content }: Attachment, account: Account): Promise<void> {
    const { buffer, byteOffset, byteLength } = content;
    await uploads.filesUploadV2({
      channel_id: await directs.channelOf(directTo(account)),
      file: Buffer.from(buffer, byteOffset, byteLength),
      filename: name,
      title: name,
    });
  }

  return {
    async given({ file, ...reply }, account) {
      const saying = (block: Block): Reply => ({
        ...reply,
        audience: 'caller',
        blocks: [...reply.blocks, block],
      });
      if (!file) return saying(paragraph('There is no file.'));
      try {
        await send(file, account);
        return saying(paragraph(`I sent it to you by direct message: ${file.name}`));
      } catch (error) {
        const code = codeOf(error);
        log.warn({ platform: 'slack', code }, 'a file could not be handed out');
        const why = REMEDIES.get(code) ?? `Slack did not take it (${code}). ${TRY_AGAIN}`;
        return saying({ kind: 'warning', text: [`I could not send you ${file.name}: ${why}`] });
      }
    },
  };
}

const paragraph = (words: string): Block => ({ kind: 'paragraph', text: [words] });

function codeOf(error: unknown): string {
  if (!(error instanceof WebAPIPlatformError)) return 'no answer';
  return ERROR_CODE.test(error.data.error) ? error.data.error : 'an unreadable answer';
}
