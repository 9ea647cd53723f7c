/** How the tests run: two workers, minutes for the slow ones. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 240_000, hookTimeout: 120_000, pool: "forks", maxWorkers: 2 },
});
