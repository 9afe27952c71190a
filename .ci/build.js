/**
 * Makes `dist/`, for `npm run build`, and as what `npm ci` runs last: our own
 * sources joined into few files, because a start reads and links each file one
 * by one; packages stay where npm put them. What is imported late (a platform, a
 * command of `vigil`) stays apart.
 *
 * Without the bundler (`npm ci --omit=dev`) a build that is there already will
 * do, and else one line says how to get one.
 */
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (existsSync(`${root}node_modules/rolldown`)) await build();
else if (existsSync(`${root}dist/src/vigil.js`))
  process.stderr.write('The bundler was left out: the build that is there stays as it is.\n');
else {
  process.stderr.write(
    'Vigil is not built, and the bundler was left out. Run: npm ci && npm prune --omit=dev\n',
  );
  process.exitCode = 1;
}

async function build() {
  const { build: bundle } = await import('rolldown');
  // What earlier versions left, and what Node compiled of them.
  rmSync(`${root}dist`, { recursive: true, force: true });
  await bundle({
    cwd: root,
    input: { vigil: 'src/vigil.ts' },
    platform: 'node',
    // A resolved id is a path of ours, which on Windows begins with a letter as well.
    external: (id, _importer, isResolved) => !isResolved && /^[^./]/.test(id),
    output: {
      dir: 'dist/src',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      // They are half of what a process would keep of its sources in memory.
      comments: false,
    },
  });
}
