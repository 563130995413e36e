import { describe, expect, it } from "vitest";
import { tooLong } from "./lengths";

describe("a text's length", () => {
  it("is nothing to speak of where it can be kept", () => {
    expect(tooLong("", 5)).toBe("");
    expect(tooLong("five!", 5)).toBe("");
  });

  it("is counted as the server counts, a sign outside the first plane as one", () => {
    expect(tooLong("🌱".repeat(5), 5)).toBe("");
    expect(tooLong("🌱".repeat(6), 5)).toContain("This has 6 characters, and 5 can be kept.");
  });

  it("is written as numbers are read", () => {
    expect(tooLong("x".repeat(12_345), 5_000)).toContain("12,345 characters, and 5,000");
  });
});
