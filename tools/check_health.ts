/** Asks a site whether all is well; the exit code is 0 where it is. For containers and timers. */
const [url = "http://127.0.0.1:8000"] = Deno.args;

try {
  const response = await fetch(new URL("/healthz", url));
  console.log(await response.text());
  Deno.exit(response.ok ? 0 : 1);
} catch (error) {
  console.error(`${url} does not answer: ${(error as Error).message}`);
  Deno.exit(1);
}
