import { equal } from "node:assert/strict";
import { tellCoverage } from "./tell_coverage.ts";

Deno.test("tellCoverage() names few scenarios and counts many, and adds up random schedules", () => {
  const story = (name: string) => `the scenario "${name}"`;
  const departed = 'the scenario "e" (Line 3: "deliver n1>n2" cannot happen at step 7)';
  const walks = ["40 random schedules (1200 events)", "2 random schedules (60 events)"];

  equal(
    tellCoverage([story("a"), walks[0], story("b")]),
    `${story("a")}; ${story("b")}; 40 random schedules (1,200 events)`,
  );
  equal(
    tellCoverage([..."abcd"].map(story).concat(walks, departed, "all 9 states")),
    `4 scenarios; 42 random schedules (1,260 events); ${departed}; all 9 states`,
  );
  equal(tellCoverage([]), "");
});
