import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    exclude: ['test/peers/**', 'node_modules/**'],
    // Files share a process and its modules: no test leaves anything behind, and half the time goes into loading.
    isolate: false,
    // Much of a test is waiting, for a child process or a socket.
    maxWorkers: 4,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
