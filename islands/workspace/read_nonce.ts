/** The page's nonce, without which its policy refuses the styles that an editor makes. */
export function readNonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}
