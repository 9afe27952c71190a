/**
 * What `npm ci` runs last. With the bundler, builds `dist/`. Without it (`npm
 * ci --omit=dev`) a build that is there already will do, and else one line says
 * how to get one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundler = `${root}node_modules/rolldown/bin/cli.mjs`;
/** As `npm run build` calls it. */
const build = [bundler, '--config', '.ci/rolldown.js', '--logLevel', 'warn'];

if (existsSync(bundler)) {
  const { status } = spawnSync(process.execPath, build, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else if (!existsSync(`${root}dist/src/vigil.js`)) {
  process.stderr.write(
    'Vigil is not built, and the bundler was left out. Run: npm ci && npm prune --omit=dev\n',
  );
  process.exitCode = 1;
}
