import { defineConfig } from 'vitest/config';

// `make test` runs everything but *.slow.test.ts; `make test-slow` runs only those (QUARRY_SLOW=1).
export default defineConfig({
  test: {
    include: [process.env['QUARRY_SLOW'] ? 'test/**/*.slow.test.ts' : 'test/**/*.test.ts'],
    exclude: process.env['QUARRY_SLOW'] ? ['node_modules/**'] : ['node_modules/**', 'test/**/*.slow.test.ts'],
    // Far above what any test takes: these end what hangs, also on a machine that is busy with other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    globalSetup: ['test/support/scratch-root.ts'],
  },
});
