import type { Law } from "./merge_laws.ts";
import { SourceTag } from "./SourceTag.tsx";

const SAYS: Readonly<Record<Law["name"], string>> = {
  commutative: "who merges whom does not matter",
  associative: "how merges are grouped does not matter",
  idempotent: "merging the same twice changes nothing",
  upwards: "no merge with an older copy undoes a change",
};

/** The laws, each with the number of cases that it was tried on and the first that breaks it. */
export function LawList({ laws }: { laws: readonly Law[] }) {
  return (
    <div class="px-4 py-3 text-sm sm:px-5">
      <p class="font-medium">
        Laws, tried on the states that you have made <SourceTag source="computed" />
      </p>
      <ul aria-label="Laws of the merge" class="mt-1.5 grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {laws.map(({ name, tried, broken }) => (
          <li key={name}>
            <strong class={broken === undefined ? "text-good" : "text-bad"}>
              {broken === undefined ? "✓" : "✗"} {name}
            </strong>{" "}
            <span class="text-muted tabular-nums">({tried} {tried === 1 ? "case" : "cases"})</span>
            <span class="block leading-snug text-muted">
              {broken === undefined ? SAYS[name] : `Broken: ${broken}.`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
