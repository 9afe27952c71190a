import { crc32 } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { FormError } from '../../src/core/errors.ts';

/** What a file may hold once unpacked: far more than any coalition, far less than memory. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Nobody packs so many files, but a crafted list may claim millions. */
const MOST_FILES = 1_000;
/** The years that the form can say. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.6 */
const FIRST_YEAR = 1980;
const LAST_YEAR = 2099;

/** Text files as one zip file: the same to the byte for the same texts and day, on every machine. */
export function zipOf(texts: Readonly<Record<string, string>>, at: number): Uint8Array {
  const files = Object.entries(texts).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(files), { mtime: noonOf(at) });
}

/** The package asks for the hour in the machine's zone: noon is in all of them, where a clock change may skip others. */
function noonOf(at: number): Date {
  const day = new Date(at);
  const year = Math.min(Math.max(day.getUTCFullYear(), FIRST_YEAR), LAST_YEAR);
  return new Date(year, day.getUTCMonth(), day.getUTCDate(), 12);
}

/**
 * One text of a zip file; nothing else in it is unpacked. Throws FormError where
 * it is no zip file, holds no such text, is damaged, or would unpack to more
 * than 64 MB.
 */
export function textFrom(zip: Uint8Array, name: string): string {
  const file = unzip(zip, name)[name];
  if (!file)
    throw new FormError(`it holds no ${name} (expected a file of 'vigil coalition export')`);
  if (crc32(file) !== checksumOf(zip, name)) throw damaged(name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch (cause) {
    throw damaged(name, cause);
  }
}

function unzip(zip: Uint8Array, wanted: string): Readonly<Record<string, Uint8Array>> {
  let files = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    files += 1;
    if (files > MOST_FILES) throw new FormError(`it lists more than ${MOST_FILES} files`);
    if (originalSize > MOST_BYTES)
      throw new FormError(
        `it holds ${name}, which is ${originalSize} bytes when unpacked (at most ${MOST_BYTES} are read)`,
      );
    return name === wanted;
  };
  try {
    return unzipSync(zip, { filter });
  } catch (cause) {
    if (cause instanceof FormError) throw cause;
    throw new FormError('it is not a zip file, or not all of one', { cause });
  }
}

const damaged = (name: string, cause?: unknown): FormError =>
  new FormError(`it holds a damaged ${name}: take another copy, or export again`, { cause });

const FILE_ENTRY = 0x02014b50;
const END = 0x06054b50;

/** The checksum that the list at the end of a zip file says of a file; the package reads past it. APPNOTE.TXT, 4.3.12 and 4.3.16. */
function checksumOf(zip: Uint8Array, wanted: string): number | undefined {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end > 0 && view.getUint32(end, true) !== END) end -= 1;
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= end && view.getUint32(at, true) === FILE_ENTRY) {
    const start = at + 46;
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(zip.subarray(start, start + length));
    if (name === wanted) return view.getUint32(at + 16, true);
    at = start + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}
