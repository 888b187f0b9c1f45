import { Head } from "fresh/runtime";
import { define } from "@/define.ts";
import SharedTheatre from "@/islands/SharedTheatre.tsx";

export default define.page(() => (
  <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>A run, step by step · Truthlab</title>
    </Head>
    <h1 class="mb-6 text-sm font-semibold text-muted">A shared run, step by step</h1>
    <SharedTheatre />
  </div>
));
