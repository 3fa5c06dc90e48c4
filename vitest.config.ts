import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' as const };

/** Whole runs, kills, browsers, trainings. */
const LONG = ['test/**/*.long.test.ts'];
/** Tests that need a database, Redis, or servers of our own on loopback. */
const SERVICES = [
  'test/{api,e2e,jobs,storage,storage-analysis}/**/*.test.ts',
  'test/crawlers/{fetcher,hostile-site,platforms}.test.ts',
  'test/demo/{sites,sources}.test.ts',
];

/** `npm run verify` runs the first project; `npm test` all three. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/**/*.test.ts'], exclude: [...LONG, ...SERVICES] } },
      { test: { ...shared, name: 'services', include: SERVICES, exclude: LONG } },
      { test: { ...shared, name: 'long', include: LONG, testTimeout: 900_000, hookTimeout: 900_000 } },
    ],
  },
});
