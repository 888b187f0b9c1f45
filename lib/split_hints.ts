/** The hints of a `hints.md`, in order: a line of three dashes stands between two of them. */
export function splitHints(markdown: string): string[] {
  return markdown.split(/^---$/m).map((hint) => hint.trim()).filter((hint) => hint !== "");
}
