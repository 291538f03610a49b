import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    sequence: { shuffle: true },
    // Those that run side by side wait for each other's timers, and for nothing else.
    maxConcurrency: 25,
  },
});
