import type { Attachment, Reply } from '../../core/reply.ts';
import { LIMITS } from './limits.ts';

const MEBIBYTE = 1024 * 1024;

/** A file as the client sends it. */
export interface DrawnFile {
  readonly attachment: Buffer;
  readonly name: string;
}

/** A reply and the files that go with it; where Discord would not take a file, the reply says so instead. */
export function withFile(
  reply: Reply,
  most: number = LIMITS.attachment,
): { readonly reply: Reply; readonly files: DrawnFile[] } {
  const { file } = reply;
  if (!file) return { reply, files: [] };
  if (file.content.byteLength <= most) return { reply, files: [drawn(file)] };
  const text = `${file.name} has ${mebibytes(file.content.byteLength)}, more than the ${mebibytes(most)} that Discord takes here. Whoever operates Vigil can write it to disk with: vigil coalition export`;
  return {
    reply: { ...reply, blocks: [...reply.blocks, { kind: 'warning', text: [text] }] },
    files: [],
  };
}

const drawn = ({ name, content }: Attachment): DrawnFile => ({
  name,
  attachment: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
});

/** `10 MiB`, `10.4 MiB`: rounded up, so that no size beyond a ceiling reads as that ceiling. */
const mebibytes = (bytes: number): string => `${Math.ceil((bytes * 10) / MEBIBYTE) / 10} MiB`;
