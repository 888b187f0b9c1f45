/** Runs the tests. `deno task test --help` says how. */
import { runCommand } from "./terminal/run_command.ts";
import { EXIT_USAGE } from "./terminal/usage_error.ts";
import { describeCounts } from "./test/read_summary.ts";
import { runTests } from "./test/run_tests.ts";

const HELP = `Runs all tests, or those below some paths.

  deno task test [PATH...]

  PATH  a folder or a file of tests, from the root of the project

Files that need the same permissions run together, with these and no others, the browser's last.
The closing line is "N passed, M failed, K skipped".

Exit code: 0 nothing failed, 1 something did, ${EXIT_USAGE} wrong use.`;

await runCommand({
  help: HELP,
  words: [0, Infinity],
  async run(_, paths) {
    const counts = await runTests(paths.map((path) => path.replace(/^\.\/|\/$/g, "")));
    console.log(`\n${describeCounts(counts)}`);
    return counts.failed > 0 ? 1 : 0;
  },
});
