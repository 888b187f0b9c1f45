import { Head } from "fresh/runtime";
import { ButtonLink } from "@/components/Button.tsx";
import { define } from "@/define.ts";

/** What a browser shows in place of a page that it has not kept, where there is no network. */
export default define.page(() => (
  <div class="mx-auto grid max-w-3xl gap-8 px-4 py-20 sm:px-8 sm:py-28">
    <Head>
      <title>Not kept for offline · Truthlab</title>
      <meta name="robots" content="noindex" />
    </Head>
    <div>
      <p class="font-mono text-sm text-accent">No network</p>
      <h1 class="mt-2 text-4xl font-semibold tracking-tight">This page was not kept</h1>
      <p class="mt-4 max-w-[55ch] font-serif text-xl leading-relaxed">
        The server cannot be reached, and this browser has no copy of this page. Whatever shows who
        you are is never kept: submissions, progress, accounts and the instructors' pages need the
        network.
      </p>
      <p class="mt-4 max-w-[55ch] font-serif text-xl leading-relaxed">
        The chapter, its figures, the exercises and Run do not. What you write in an exercise stays
        in this browser, and is sent when the network is back.
      </p>
    </div>
    <div class="flex flex-wrap gap-3">
      <ButtonLink href="/chapter">To the chapter</ButtonLink>
      <ButtonLink href="/exercises" kind="secondary">To the exercises</ButtonLink>
    </div>
  </div>
));
