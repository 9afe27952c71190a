import { defineConfig } from 'vitest/config';

/** What speaks to real SDKs, sockets and child processes, whose leavings nobody can see. */
const APART = [
  'test/adapters/**/*.test.ts',
  'test/end-to-end/*.test.ts',
  'test/support/**/*.test.ts',
];
const ELSEWHERE = ['test/peers/**', 'node_modules/**'];

const shared = { testTimeout: 20_000, hookTimeout: 20_000 };

export default defineConfig({
  test: {
    root: '.',
    // Much of a test is waiting, for a child process or a socket.
    maxWorkers: 4,
    projects: [
      {
        // These share a process and its modules, and leave nothing behind: half the time goes into loading.
        test: {
          ...shared,
          name: 'house',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...APART, ...ELSEWHERE],
        },
      },
      { test: { ...shared, name: 'platforms', include: APART, exclude: ELSEWHERE } },
    ],
  },
});
