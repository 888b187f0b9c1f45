/**
 * Side effect, before lockdown: takes Node's `Buffer` away. SES looks whether it is there, and that
 * alone would have Deno load all that it is made of, in each child and for nobody.
 */
Object.defineProperty(globalThis, "Buffer", { value: undefined });
