import type { FigureAbout } from "@/lib/section.ts";

/** A figure on paper: what it shows, in words. */
export default function PrintedFigure({ title, inWords }: FigureAbout) {
  return (
    <section class="printed-box">
      <p class="font-sans text-sm font-semibold">Figure: {title}</p>
      <p>{inWords}</p>
    </section>
  );
}
