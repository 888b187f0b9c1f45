type Output = Pick<typeof Deno.stdout, "isTerminal" | "writeSync">;

/** One line that is written over by the next; where nobody looks at it, nothing. */
export function showLine(text: string, output: Output = Deno.stdout): void {
  if (!output.isTerminal()) return;
  output.writeSync(new TextEncoder().encode(`\r\x1b[2K${text}`));
}
