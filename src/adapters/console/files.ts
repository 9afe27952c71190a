import { writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { Attachment } from '../../core/reply.ts';

/** Copies of one name that a folder may hold. */
const MOST_COPIES = 100;

/**
 * Writes a file into a folder and answers its path. Nothing is written over:
 * where `name.zip` is there it becomes `name-2.zip`. Throws UserError where the
 * folder takes none.
 */
export function saveFile({ name, content }: Attachment, folder: string): string {
  const plain = basename(name);
  const end = extname(plain);
  for (let copy = 1; copy <= MOST_COPIES; copy += 1) {
    const numbered = copy === 1 ? plain : `${basename(plain, end)}-${copy}${end}`;
    const path = resolve(join(folder, numbered));
    if (write(path, content)) return path;
  }
  throw new UserError(
    `${resolve(folder)} holds ${MOST_COPIES} files called like ${plain}: move some away, and ask again.`,
    { problem: 'file_not_written' },
  );
}

/** Writes a file to a path of one's choice and answers it. Throws UserError where it is there already, or cannot be. */
export function writeFile(path: string, { content }: Attachment): string {
  if (write(path, content)) return path;
  throw new UserError(`${path} is there already: nothing was written over. Choose another name.`, {
    problem: 'file_not_written',
  });
}

/** Read by its owner only: it holds what the coalition owns. Answers false where there is such a file. */
function write(path: string, content: Uint8Array): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (reason === 'EEXIST') return false;
    throw new UserError(
      `Cannot write ${path}: ${reason}. Go to a folder of yours, and ask again.`,
      {
        problem: 'file_not_written',
        cause: error,
      },
    );
  }
}
