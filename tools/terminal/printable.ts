/** What a program or a site wrote must not move the cursor: control characters are shown, not obeyed. */
export function printable(text: string): string {
  // deno-lint-ignore no-control-regex -- they are what is looked for.
  return text.replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "�");
}
