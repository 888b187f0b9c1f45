import { Button } from "./Button.tsx";

/** Writes and submits a program without any JavaScript. */
export function SubmitForm({ slug, source }: { slug: string; source: string }) {
  return (
    <form method="post" action="/api/submissions" class="flex flex-col gap-3">
      <input type="hidden" name="slug" value={slug} />
      <label for="source" class="text-sm font-semibold">Your program</label>
      <textarea
        id="source"
        name="source"
        rows={28}
        required
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        wrap="off"
        class="w-full rounded-lg border border-line bg-sunken p-4 font-mono text-[0.8125rem] leading-relaxed"
      >
        {source}
      </textarea>
      <div class="flex items-center gap-4">
        <Button>Submit</Button>
        <p class="text-sm text-muted">One file of TypeScript, 64 KiB at most.</p>
      </div>
    </form>
  );
}
