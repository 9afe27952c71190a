/**
 * How `dist/` is made: our own sources joined into few files, because a start
 * reads and links each file one by one, and packages left where npm put them.
 * What is imported late (a platform, a command of `vigil`) stays apart.
 */
export default {
  input: { vigil: 'src/vigil.ts' },
  platform: 'node',
  external: /^[^./]/,
  output: {
    dir: 'dist/src',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // Half of what a process would keep in memory of them.
    comments: false,
  },
};
