import type { Role } from "@/lib/roles.ts";
import { Breadcrumbs } from "./Breadcrumbs.tsx";
import { type Tab, Tabs } from "./TeachNav.tsx";

export interface CohortHeaderProps {
  readonly cohort: {
    readonly id: string;
    readonly name: string;
    readonly archived_at: string | null;
  };
  /** What the page is about, where that is not the cohort as a whole. */
  readonly title?: string;
  /** The tab's address below the cohort's: "" for the matrix. */
  readonly tab: "" | "/exercises" | "/people" | "/exports" | "/settings";
  /** Of who looks at it, in this cohort. */
  readonly role: Role;
  /** Who is in charge, where an instructor looks at it who is not. */
  readonly othersInCharge?: readonly string[];
}

/** By their addresses below the cohort's. */
export const COHORT_TABS: readonly Tab[] = [
  { href: "", label: "Learners", least: "assistant" },
  { href: "/exercises", label: "Exercises", least: "assistant" },
  { href: "/people", label: "Roster", least: "assistant" },
  { href: "/exports", label: "Exports", least: "instructor" },
  { href: "/settings", label: "Settings", least: "instructor" },
];

/** The top of every page of a cohort. */
export function CohortHeader({ cohort, title, tab, role, othersInCharge }: CohortHeaderProps) {
  const home = `/teach/cohorts/${cohort.id}`;
  const trail = [{ href: "/teach", label: "Cohorts" }];
  if (title !== undefined) trail.push({ href: home, label: cohort.name });
  return (
    <header>
      <Breadcrumbs trail={trail} />
      <h1 class="mt-5 break-words text-4xl font-semibold tracking-[-0.03em]">
        {title ?? cohort.name}
      </h1>
      {cohort.archived_at !== null && (
        <p class="mt-2 font-medium text-warn">This cohort is in the archive: nobody can join it.</p>
      )}
      {othersInCharge !== undefined && (
        <p class="mt-2 max-w-[70ch] break-words text-[0.9375rem] text-muted">
          {`You look on and comment here. In charge: ${
            othersInCharge.length === 0 ? "nobody but owners" : othersInCharge.join(", ")
          }. They or an owner can put you in charge too.`}
        </p>
      )}
      <div class="mt-5">
        <Tabs
          label={cohort.name}
          here={home + tab}
          tabs={COHORT_TABS.map((each) => ({ ...each, href: home + each.href }))}
          role={role}
        />
      </div>
    </header>
  );
}
