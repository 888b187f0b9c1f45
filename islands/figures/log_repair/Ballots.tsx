import type { Repair } from "./repair.ts";
import { tellBallot } from "./tell_repair.ts";

/** What every voter compared, and what it said. */
export function Ballots({ repair: { candidate, ballots } }: { repair: Repair }) {
  if (candidate === undefined) return null;
  const [term, length] = ballots[0].candidate;
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Votes"
      class="min-w-0 sideways border-t border-line px-4 py-3 sm:px-5 lg:border-l lg:border-t-0"
    >
      <table class="w-full text-sm">
        <caption class="pb-1.5 text-left font-medium">
          The vote for {candidate}, whose last term is {term} and which has {length} entries
        </caption>
        <thead class="text-left text-muted">
          <tr>
            <th scope="col" class="pr-3 font-normal">Voter</th>
            <th scope="col" class="pr-3 font-normal">says</th>
            <th scope="col" class="font-normal">since</th>
          </tr>
        </thead>
        <tbody>
          {ballots.map((ballot) => (
            <tr key={ballot.voter}>
              <th scope="row" class="py-0.5 pr-3 text-left font-mono">{ballot.voter}</th>
              <td
                class={`whitespace-nowrap pr-3 font-medium ${
                  ballot.granted ? "text-good" : "text-bad"
                }`}
              >
                {ballot.granted ? "✓ yes" : "✗ no"}
              </td>
              <td class="text-muted">{tellBallot(ballot)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
