import { defineConfig } from 'vitest/config';

const full = process.env['DBWRIGHT_FULL'] === '1';

/** Two projects: `unit` needs no server; `integration` starts real servers, so two files at most run at once. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/*.test.ts'],
          setupFiles: ['test/property-runs.ts'],
          testTimeout: full ? 120_000 : 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          setupFiles: ['test/property-runs.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
