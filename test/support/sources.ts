import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is installed, built or of one machine only; `.gitignore` says the same. */
const NOT_OURS = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.env']);

/** Every file below a folder of the repository, as `src/core/clock.ts`. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name) && !name.endsWith('.log'))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

/** What stands in a folder: files and folders, as `clock.ts`. */
export const namesIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder)).filter((name) => !NOT_OURS.has(name));

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The sources without comments, so that what they say of an import is not one. */
export const codeOf = (file: string): string =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');

/** `import … from`, `export … from`, `import '…'` and `import('…')`, types as well. */
const SPECIFIERS = [
  /^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"`]([^'"`]+)['"`]/g,
];

/** What a file imports: files of ours as paths in the repository, the rest as written. */
export function importsOf(file: string): readonly string[] {
  const code = codeOf(file);
  const written = SPECIFIERS.flatMap((form) =>
    [...code.matchAll(form)].map(([, name = '']) => name),
  );
  return [
    ...new Set(
      written.map((name) =>
        name.startsWith('.') ? posix.join(posix.dirname(file), name) : packageOf(name),
      ),
    ),
  ];
}

/** `drizzle-orm/better-sqlite3` is of `drizzle-orm`; `@slack/bolt/x` of `@slack/bolt`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
