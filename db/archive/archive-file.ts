import type { Archive } from '../../src/core/coalition/archive.ts';
import { FormError } from '../../src/core/errors.ts';
import type { Attachment } from '../../src/core/reply.ts';
import { checkConsistency } from './consistency.ts';
import { archiveForm } from './form.ts';
import { readme } from './readme.ts';
import { wrong } from './shape.ts';
import { tablesOf } from './tables.ts';
import { textFrom, zipOf } from './zip.ts';

/** What import reads; the other files are for people. */
const DATA = 'coalition.json';
/** The form that this Vigil writes and reads. */
const FORMAT = 1;

/** A coalition as one zip file, which people can open without Vigil. The same for the same archive, to the byte. */
export function pack(archive: Archive, version: string): Attachment {
  const day = new Date(archive.exportedAt).toISOString().slice(0, 10);
  const { called: _, ...data } = archive;
  const texts = {
    'README.txt': readme(archive, version),
    [DATA]: `${JSON.stringify(data, null, 2)}\n`,
    ...tablesOf(archive),
  };
  return { name: `coalition-${day}.zip`, content: zipOf(texts, archive.exportedAt) };
}

/**
 * Reads what `pack` wrote. Throws FormError where it is no such file, of a later
 * form, or says anything that Vigil would not have written; nothing of it is
 * then taken.
 */
export function unpack(bytes: Uint8Array): Archive {
  const value = parsed(textFrom(bytes, DATA));
  const format = formatOf(value);
  if (typeof format === 'number' && format !== FORMAT)
    throw new FormError(
      `${DATA} is of format ${format}, and this Vigil reads format ${FORMAT}: import it with the Vigil that it was exported by, or a later one`,
    );
  if (format === undefined) throw wrong('format', format, String(FORMAT));
  const archive = archiveForm(value, '');
  checkConsistency(archive);
  return archive;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FormError(`${DATA} is not JSON: ${reason}`, { cause });
  }
}

const formatOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
