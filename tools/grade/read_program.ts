import { readSource } from "@/grading/refusal.ts";
import { UsageError } from "../terminal/usage_error.ts";

/**
 * Reads a program as the site would take it.
 *
 * @throws UsageError where there is no such file, Refusal where it is none that is graded.
 */
export async function readProgram(file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UsageError(`There is no file ${file}`);
    if (error instanceof Deno.errors.IsADirectory) throw new UsageError(`${file} is a folder`);
    throw new UsageError(`Cannot read ${file}: ${(error as Error).message}`);
  }
  return readSource(bytes);
}
