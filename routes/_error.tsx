import { Head } from "fresh/runtime";
import { ButtonLink } from "@/components/Button.tsx";
import { define } from "@/define.ts";
import { messageOf, statusOf } from "@/routes/(_shared)/describe_error.ts";

const TITLES: Record<number, string> = {
  400: "That could not be read",
  403: "Not from here",
  404: "Nothing is here",
  405: "Not in this way",
  408: "That took too long",
  413: "That is too long",
  415: "Not in this form",
  429: "Too many at once",
  503: "Not at the moment",
};

export default define.page(({ error, state }) => {
  const status = statusOf(error);
  const title = TITLES[status] ?? (status < 500 ? "That did not work" : "Our mistake");
  return (
    <div class="mx-auto grid max-w-3xl gap-8 px-4 py-20 sm:px-8 sm:py-28">
      <Head>
        <title>{`${title} · Truthlab`}</title>
      </Head>
      <LostMessage />
      <div>
        <p class="font-mono text-sm text-accent">Status {status}</p>
        <h1 class="mt-2 text-4xl font-semibold tracking-tight">{title}</h1>
        <p class="mt-4 max-w-[55ch] font-serif text-xl leading-relaxed">
          {messageOf(error, status)}
        </p>
        {status >= 500 && state.requestId !== undefined && (
          <p class="mt-3 text-sm text-muted">
            Whoever runs this server finds it in the log as{" "}
            <span class="font-mono">{state.requestId}</span>.
          </p>
        )}
      </div>
      <div class="flex flex-wrap gap-3">
        <ButtonLink href="/">To the start</ButtonLink>
        <ButtonLink href="/exercises" kind="secondary">To the exercises</ButtonLink>
      </div>
    </div>
  );
});

/** A message that never arrives. */
function LostMessage() {
  return (
    <svg viewBox="0 0 300 96" aria-hidden="true" class="w-full max-w-[19rem]">
      <path d="M10 16H290M10 80H290" class="stroke-line" stroke-width="2" />
      <path
        d="M60 16 134 50"
        class="stroke-accent"
        stroke-width="2.5"
        stroke-linecap="round"
        fill="none"
      />
      <path
        d="M134 50 200 80"
        class="stroke-muted"
        stroke-width="2"
        stroke-dasharray="1 7"
        stroke-linecap="round"
      />
      <path
        d="M127 43l14 14M141 43l-14 14"
        class="stroke-bad"
        stroke-width="2.5"
        stroke-linecap="round"
      />
      <circle cx="60" cy="16" r="6" class="fill-accent" />
      <circle cx="204" cy="80" r="5" class="fill-paper stroke-muted" stroke-width="2" />
    </svg>
  );
}
