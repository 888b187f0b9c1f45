import type { Data } from "../types.ts";

/** What should be a number, in words, and short whatever it is. */
export function showNumber(value: Data): string {
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "bigint") return `the bigint ${String(value).slice(0, 20)}n`;
  return typeof value === "string" ? JSON.stringify(value.slice(0, 20)) : String(value);
}
