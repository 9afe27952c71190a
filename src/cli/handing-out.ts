import { saveFile, writeFile } from '../adapters/console/files.ts';
import type { Attachment } from '../core/reply.ts';

/** `--out`: a file of one's choice, or `-`. */
export interface OutOption {
  readonly out?: string;
}

/**
 * Writes a file where `--out` says, to standard output for `-`, into the current
 * folder where it says nothing; answers where that is. Nothing is written over.
 */
export function handOut(file: Attachment, { out }: OutOption): string {
  if (out === undefined) return saveFile(file, '.');
  if (out !== '-') return writeFile(out, file);
  process.stdout.write(file.content);
  return 'standard output';
}
