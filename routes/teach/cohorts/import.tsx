import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Button } from "@/components/Button.tsx";
import { define } from "@/define.ts";
import { importArchive } from "@/grading/archive/import_archive.ts";
import { Refusal } from "@/grading/refusal.ts";
import { actorOf } from "@/routes/(_shared)/cohort.ts";
import { readForm } from "@/routes/(_shared)/read_body.ts";

/** A class of hundreds, gzipped. It is in memory while it is imported. */
const ARCHIVE_BYTES_MAX = 256 * 1024 * 1024;

export const handler = define.handlers({
  GET: () => page({ complaint: "" }),

  async POST(ctx) {
    const file = (await readForm(ctx.req, ARCHIVE_BYTES_MAX)).get("archive");
    if (file === undefined || file.length === 0) {
      return page({ complaint: "Choose a file." }, { status: 422 });
    }
    try {
      const id = await importArchive(ctx.state.services.db, new Blob([file]), actorOf(ctx));
      return ctx.redirect(`/teach/cohorts/${id}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return page({ complaint: error.message }, { status: error.status });
    }
  },
});

export default define.page<typeof handler>(({ data: { complaint } }) => (
  <div class="mx-auto max-w-3xl px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>Import a cohort · Truthlab</title>
    </Head>
    <Breadcrumbs trail={[{ href: "/teach", label: "Cohorts" }]} />
    <h1 class="mt-6 text-4xl font-semibold tracking-[-0.03em]">Import a cohort</h1>
    <p class="mt-4 font-serif text-lg leading-relaxed text-muted">
      From the archive that a Truthlab made of it. It becomes a new cohort, and nothing that is here
      changes. Its members come without accounts: their work can be read, and nobody signs in as
      them.
    </p>
    <form method="post" encType="multipart/form-data" class="mt-8">
      <label class="block text-sm font-semibold">
        Archive
        <input
          type="file"
          name="archive"
          accept=".gz"
          required
          aria-invalid={complaint === "" ? undefined : "true"}
          aria-describedby={complaint === "" ? undefined : "archive-error"}
          class="mt-1.5 block w-full rounded-md border border-muted bg-panel px-3 py-2 text-[0.9375rem] font-normal"
        />
      </label>
      {complaint !== "" && (
        <p id="archive-error" role="alert" class="mt-2 text-[0.9375rem] font-medium text-bad">
          {complaint}
        </p>
      )}
      <div class="mt-5">
        <Button>Import</Button>
      </div>
    </form>
  </div>
));
