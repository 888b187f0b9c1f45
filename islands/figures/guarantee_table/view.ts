import { type Column, COLUMNS, FAMILIES, type Family, type Row, ROWS } from "./rows.ts";

/** What is looked for, and what is hidden. */
export interface View {
  readonly family: Family;
  /** A part of a need, as typed. */
  readonly wanted: string;
  readonly hidden: Column | undefined;
  /** Rows that were shown nevertheless, by their places. */
  readonly shown: readonly number[];
}

export const INITIAL: View = { family: "all", wanted: "", hidden: undefined, shown: [] };

/** More than anybody types who looks for a need. */
const WANTED_MAX = 40;

export interface Found {
  readonly row: Row;
  readonly place: number;
}

/** The rows that fit. */
export function findRows({ family, wanted }: View): Found[] {
  const words = wanted.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return ROWS.map((row, place) => ({ row, place })).filter(({ row }) =>
    (family === "all" || row.family === family) &&
    words.every((word) => row.need.toLowerCase().includes(word))
  );
}

/** `causal~promise~0.3~feed`: family, hidden column, rows that were shown, and what is wanted. */
export function writeView({ family, hidden, shown, wanted }: View): string {
  return [family, hidden ?? "none", shown.join("."), encodeURIComponent(wanted)].join("~");
}

/** Reads it back, after the address has been decoded. */
export function readView(text: string): View | undefined {
  const [familyText, hiddenText, shownText, wanted, ...rest] = text.split("~");
  const family = FAMILIES.find(({ value }) => value === familyText)?.value;
  const hidden = COLUMNS.find((column) => column === hiddenText);
  if (family === undefined || (hidden === undefined && hiddenText !== "none")) return undefined;
  if (wanted === undefined || wanted.length > WANTED_MAX || rest.length > 0) return undefined;
  const shown = shownText === "" ? [] : shownText.split(".").map(Number);
  const isKnown = (place: number) => ROWS[place] !== undefined;
  return shown.every(isKnown) ? { family, hidden, shown, wanted } : undefined;
}

/** Takes out what no address and no view can hold. */
export function cleanWanted(typed: string): string {
  return typed.replaceAll("~", "").slice(0, WANTED_MAX);
}

/** What is in sight, and how far the quiz has come. */
export function tellView(view: View): string {
  const found = findRows(view);
  const count = `${found.length} of ${ROWS.length} rows fit.`;
  if (found.length === 0) return `${count} Try another word, or all promises.`;
  if (view.hidden === undefined) {
    return `${count} Hide a column, and see whether you can fill it in.`;
  }
  const shown = found.filter(({ place }) => view.shown.includes(place)).length;
  return shown === found.length
    ? `${count} You have looked at all that was hidden. Hide another column.`
    : `${count} Say what is hidden before you show it: ${shown} of ${found.length} shown.`;
}
