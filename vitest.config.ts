import path from "node:path";
import { defineConfig } from "vitest/config";

// without the Remix plugin of vite.config.ts, which would build the whole application for each file
const alias = { "~": path.resolve("app"), db: path.resolve("db") };
const database = "tests/support/postgres.ts";

export default defineConfig({
  test: {
    reporters: ["default", "./tests/support/summary.ts"],
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["tests/{domain,i18n,components}/**/*.test.{ts,tsx}"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          env: { LOG_LEVEL: "silent" },
          include: [
            "tests/{db,features,jobs,lib,routes,server,cli}/**/*.test.{ts,tsx}",
          ],
          globalSetup: database,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "browser",
          include: ["tests/e2e/**/*.test.{ts,tsx}"],
          globalSetup: "tests/support/built.ts",
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
