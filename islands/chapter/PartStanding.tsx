import { tellMinutes } from "./tell_minutes.ts";
import type { Progress } from "./progress.ts";

/** How much a part is, or once one has begun it, how far one has come and what is left. */
export function PartStanding({ sections, read }: {
  sections: readonly { readonly slug: string; readonly minutes: number }[];
  read: Progress["read"];
}) {
  const left = sections.filter(({ slug }) => !read[slug]);
  const minutes = tellMinutes(left.reduce((sum, section) => sum + section.minutes, 0));
  const count = sections.length - left.length;
  if (count === 0) return <>{sections.length} sections, {minutes}</>;
  if (left.length === 0) return <>All {sections.length} read</>;
  return <>{count} of {sections.length} read, {minutes} left</>;
}
