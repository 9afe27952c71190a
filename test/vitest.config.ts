import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    exclude: ['test/peers/**', 'node_modules/**'],
    // Files share a process and its modules: no test leaves anything behind, and half the time goes into loading.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
