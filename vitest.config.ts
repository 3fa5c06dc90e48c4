import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 30_000, hookTimeout: 120_000, pool: 'forks' as const };

/** Unit tests are what `npm run verify` runs; `*.long.test.ts` are whole runs, kills and browsers. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.long.test.ts'],
        },
      },
      { test: { ...shared, name: 'long', include: ['test/**/*.long.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
