import { describe, expect, it } from "vitest";
import { hostEnvironment } from "./host-environment.ts";

describe("hostEnvironment", () => {
  it("keeps what the host needs, however Windows spells it, and no more", () => {
    const env = {
      PATH: "/bin",
      SystemRoot: "C:\\Windows",
      GITHUB_TOKEN: "secret",
      NODE_OPTIONS: "--inspect",
    };
    expect(hostEnvironment(env)).toEqual({ PATH: "/bin", SystemRoot: "C:\\Windows" });
  });

  it("leaves out what is not set", () => {
    expect(hostEnvironment({ HOME: undefined, TZ: "UTC" })).toEqual({ TZ: "UTC" });
  });
});
