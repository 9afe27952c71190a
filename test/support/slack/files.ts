import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from './block-kit.ts';
import type { Answer, Method } from './web-api.ts';
import type { Workspace } from './workspace.ts';

/** A file as the people in a channel see it. */
export interface SharedFile {
  readonly channel: string;
  readonly name: string;
  readonly title: string;
  readonly content: Uint8Array;
}

/** Uploads in three steps. https://docs.slack.dev/messaging/working-with-files#uploading_files */
export interface Files {
  readonly methods: Readonly<Record<string, Method>>;
  /** Oldest first. */
  readonly shared: readonly SharedFile[];
  /** What the upload address answers to the bytes. */
  upload(ticket: string, headers: IncomingHttpHeaders, body: Buffer): Promise<number>;
}

interface Upload {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  content?: Uint8Array;
}

const refuse = (error: string): Answer => ({ ok: false, error });

export function createFiles(workspace: Workspace, origin: () => string): Files {
  /** Upload address → what is to come there. */
  const tickets = new Map<string, Upload>();
  const uploads = new Map<string, Upload>();
  const shared: SharedFile[] = [];

  /** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
  function address({ filename, length }: Json): Answer {
    const bytes = Number(length);
    if (!filename || !Number.isInteger(bytes) || bytes < 1) return refuse('missing_argument');
    const upload = { id: `F${uploads.size + 1}`, name: String(filename), length: bytes };
    const ticket = randomUUID();
    tickets.set(ticket, upload);
    uploads.set(upload.id, upload);
    return { ok: true, upload_url: `${origin()}/upload/${ticket}`, file_id: upload.id };
  }

  /** https://docs.slack.dev/reference/methods/files.completeUploadExternal */
  function complete({ files, channel_id }: Json): Answer {
    const channel = workspace.channels.get(String(channel_id));
    if (!channel) return refuse('invalid_channel');
    if (!channel.member || channel.archived) return refuse('posting_to_channel_denied');
    const wanted = files as readonly { id: string; title?: string }[];
    const found = wanted.map(({ id, title }) => ({ title, upload: uploads.get(id) }));
    for (const { upload, title } of found) {
      if (!upload?.content) return refuse('file_not_found');
      const { name, content } = upload;
      shared.push({ channel: channel.id, name, title: title ?? name, content });
      uploads.delete(upload.id);
    }
    return { ok: true, files: wanted };
  }

  return {
    shared,
    methods: {
      'files.getUploadURLExternal': {
        token: 'bot',
        scope: 'files:write',
        args: ['filename', 'length', 'alt_txt', 'snippet_type'],
        run: address,
      },
      'files.completeUploadExternal': {
        token: 'bot',
        scope: 'files:write',
        args: ['files', 'channel_id', 'channels', 'initial_comment', 'thread_ts', 'blocks'],
        run: complete,
      },
    },
    async upload(ticket, headers, body) {
      const upload = tickets.get(ticket);
      if (!upload) return 404;
      tickets.delete(ticket);
      const content = await bytesOf(headers['content-type'] ?? '', body);
      if (content.byteLength !== upload.length) {
        const { name, length } = upload;
        workspace.broken(`upload of ${name}: ${content.byteLength} bytes, and ${length} announced`);
        return 400;
      }
      upload.content = content;
      return 200;
    },
  };
}

/** "Raw bytes, or multipart form encoded". */
async function bytesOf(type: string, body: Buffer): Promise<Uint8Array> {
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData();
  for (const part of form.values()) if (typeof part !== 'string') return part.bytes();
  return new Uint8Array();
}
