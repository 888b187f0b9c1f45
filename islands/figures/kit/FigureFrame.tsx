import type { ComponentChildren } from "preact";
import type { FigureAbout } from "@/lib/section.ts";
import { CONTROL } from "./Controls.tsx";
import { Live, useIsLive } from "./use_is_live.ts";
import { useKeptFocus } from "./use_kept_focus.ts";

export interface FigureFrameProps {
  /** `figure-` and the figure's name, with the preset where a page may show several. */
  readonly id: string;
  readonly about: FigureAbout;
  /** The address of what is shown now, from `usePermalink`. */
  readonly href: string;
  /** One or two sentences on how to read the picture. */
  readonly caption: ComponentChildren;
  /** What the picture shows now, in words: a list or some sentences. It changes with the state. */
  readonly now: ComponentChildren;
  /** Rows of the figure, top to bottom. Mark what does something with `Controls`. */
  readonly children: ComponentChildren;
}

/**
 * What every figure has around its picture: its title, the link to its state, the caption, and the
 * same in words. Until the figure's script has come, and where it never comes, the kit's controls are
 * disabled and the picture stands still; the words can be had all the same.
 */
export function FigureFrame({ id, about, href, caption, now, children }: FigureFrameProps) {
  const isLive = useIsLive();
  const kept = useKeptFocus();
  return (
    <figure
      {...kept}
      id={id}
      aria-labelledby={`${id}-title`}
      data-live={isLive}
      class="scroll-mt-20 overflow-hidden rounded-xl border border-line bg-panel font-sans text-base leading-normal"
    >
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 sm:px-5">
        <p id={`${id}-title`} class="min-w-0 flex-1 text-[0.9375rem] font-semibold">
          {about.title}
        </p>
        <a href={href} class={`${CONTROL} text-muted`}>
          Link <span class="sr-only">to what this figure shows now</span>
        </a>
      </div>
      <Live.Provider value={isLive}>{children}</Live.Provider>
      <figcaption class="border-t border-line px-4 py-3 text-sm leading-relaxed text-muted sm:px-5">
        {caption}
        <details class="mt-2">
          <summary class="inline font-medium text-ink underline decoration-line underline-offset-4 hover:decoration-accent">
            This figure in words
          </summary>
          <p class="mt-2 max-w-[70ch]">{about.inWords}</p>
          <div class="mt-2 max-w-[70ch]">
            <p class="font-medium text-ink">What it shows now</p>
            {now}
          </div>
        </details>
      </figcaption>
    </figure>
  );
}
