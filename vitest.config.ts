import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { Tally } from './test/tally.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/built.ts',
    reporters: ['default', new Tally()],
    pool: 'forks',
    // Most of a test is waiting for processes that it started: on two processors, half the time of two workers was idle.
    maxWorkers: Math.max(3, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
  },
});
