import { ASKING } from "./asking.ts";
import { BIT_FLIP } from "./bit_flip.ts";
import { LAST_WRITE } from "./last_write.ts";
import type { Pattern, Trouble } from "./pattern.ts";
import { READS } from "./reads.ts";
import { WALL_CLOCK } from "./wall_clock.ts";

/** The five, in the order of the section. */
export const PATTERNS = {
  reads: READS,
  bits: BIT_FLIP,
  clock: WALL_CLOCK,
  last: LAST_WRITE,
  asking: ASKING,
} satisfies Record<string, Pattern>;
export type PatternKey = keyof typeof PATTERNS;
export const PATTERN_KEYS = Object.keys(PATTERNS) as readonly PatternKey[];

/** Which of the five is shown, with which trouble. */
export interface Shown extends Trouble {
  readonly key: PatternKey;
}

export const NO_TROUBLE: Trouble = { isOn: false, amount: 0 };

/** `reads.on.40` */
export function writeShown({ key, isOn, amount }: Shown): string {
  return `${key}.${isOn ? "on" : "off"}.${amount}`;
}

/** Reads what `writeShown` wrote; undefined for what the reader cannot set. */
export function readShown(text: string): Shown | undefined {
  const [, word, on, digits] = /^([a-z]+)\.(on|off)\.(\d{1,3})$/.exec(text) ?? [];
  const key = PATTERN_KEYS.find((each) => each === word);
  if (key === undefined) return undefined;
  const { event, slider }: Pattern = PATTERNS[key];
  const amount = Number(digits);
  const isInRange = amount <= (slider?.max ?? 0) && amount % (slider?.step ?? 1) === 0;
  return isInRange && (on === "off" || event !== undefined)
    ? { key, isOn: on === "on", amount }
    : undefined;
}
