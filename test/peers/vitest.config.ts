import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A start of the product, and on Discord a reminder that must fall due on its fast clock.
  test: { testTimeout: 60_000, hookTimeout: 60_000 },
});
