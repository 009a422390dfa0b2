import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Tests wait for the program that they run: one worker less than there are processors would leave one idle.
// Nothing in src/ keeps what a test could spoil: files share the modules that are loaded.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
    isolate: false,
  },
});
