/** All that must hold before a change is handed in. `deno task ok --help` says what. */
import { listSources } from "@/tests/tidy/list_sources.ts";
import { runCommand } from "./terminal/run_command.ts";
import { EXIT_USAGE } from "./terminal/usage_error.ts";
import { addCounts, type Counts, describeCounts, NO_TESTS } from "./test/read_summary.ts";
import { runTests } from "./test/run_tests.ts";

const HELP = `Checks all that must hold before a change is handed in.

  deno task ok

That is format, lint, types, content and exercises, the graders' own grade on a sample of programs,
and every test but the one that grades all programs, which "deno task test" runs. Each step counts
like a test in the closing line.

Exit code: 0 nothing failed, 1 something did, ${EXIT_USAGE} wrong use.`;

interface Step {
  readonly name: string;
  readonly args: () => Promise<readonly string[]>;
  /** What to do when it fails. */
  readonly repair: string;
}

const STEPS: readonly Step[] = [
  {
    name: "format",
    args: () => Promise.resolve(["fmt", "--quiet", "--check"]),
    repair: "run `deno fmt`",
  },
  { name: "lint", args: () => Promise.resolve(["lint", "--quiet"]), repair: "see above" },
  {
    name: "types",
    args: async () => ["check", "--quiet", ...await listSources()],
    repair: "see above",
  },
  {
    name: "content and exercises",
    args: () => Promise.resolve(["task", "--quiet", "check", "--quick"]),
    repair: "see above",
  },
  {
    name: "graders",
    args: () => Promise.resolve(["task", "--quiet", "score", "--sample"]),
    repair: "see above",
  },
];

/** Grades every program of every exercise: the sample stands in for it here. */
const GRADES_ALL = "tests/exercises/programs_test.ts";

async function runStep({ name, args, repair }: Step): Promise<Counts> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [...await args()],
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  console.log(success ? `${name}: in order` : `${name}: NOT in order: ${repair}`);
  return success ? { ...NO_TESTS, passed: 1 } : { ...NO_TESTS, failed: 1 };
}

await runCommand({
  help: HELP,
  async run() {
    let counts = NO_TESTS;
    for (const step of STEPS) counts = addCounts(counts, await runStep(step));
    counts = addCounts(counts, await runTests([], GRADES_ALL));
    console.log(`\n${describeCounts(counts)}`);
    return counts.failed > 0 ? 1 : 0;
  },
});
