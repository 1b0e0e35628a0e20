import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{protocol,transports,client,server,cli,lab,renderer,main,scripts,testing}/**/*.test.{ts,tsx}"],
    testTimeout: 90_000, // a busy machine is slow, not wrong
    hookTimeout: 90_000,
    maxWorkers: 3, // also on two cores, where one would be the default: most tests wait for a network
  },
});
