import { SourceTag } from "../kit/SourceTag.tsx";
import { type Cost, costOf, type Design, showMoney, showNumber, showRate } from "./cost.ts";

interface Line {
  readonly name: string;
  /** How it is worked out for the reader's design. */
  readonly sum: string;
  readonly show: (cost: Cost) => string;
}

/** What it comes to, as the reader spreads the copies and with all of them in one region. */
export function Bill({ design }: { design: Design }) {
  const costs = [costOf(design), costOf({ ...design, regions: 1 })];
  return (
    <div class="px-4 py-3 sm:px-5">
      <table class="w-full text-sm">
        <caption class="pb-1.5 text-left font-medium">
          What it comes to <SourceTag source="computed" />
        </caption>
        <thead class="text-muted">
          <tr>
            <th scope="col" class="text-left font-normal">
              <span class="sr-only">What, and how it is worked out</span>
            </th>
            <th scope="col" class="pl-3 text-right align-bottom font-normal">as you say</th>
            <th scope="col" class="pl-3 text-right align-bottom font-normal">in one region</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(design).map(({ name, sum, show }) => (
            <tr key={name}>
              <th scope="row" class="py-1.5 pr-2 text-left font-normal">
                <span class="font-medium">{name}</span>
                <span class="block text-xs leading-snug text-muted">{sum}</span>
              </th>
              {costs.map((cost, index) => (
                <td
                  key={index}
                  class={`py-1.5 pl-3 text-right align-top tabular-nums ${
                    index === 0 ? "font-semibold" : "text-muted"
                  }`}
                >
                  {show(cost)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function linesOf(design: Design): Line[] {
  const { copies, sizeGb, storagePrice, transferPrice, writes, reads, bytes, readFrom } = design;
  const { farCopies, transferGb, commitMs } = costOf(design);
  const majority = Math.floor(copies / 2) + 1;
  const n = showNumber;
  const waiting = readFrom === "linearizable" ? `(${n(writes)} + ${n(reads)})` : n(writes);
  return [
    {
      name: "Storage a month",
      sum: `${copies} copies × ${n(sizeGb)} GB × $${storagePrice}`,
      show: ({ storage }) => showMoney(storage),
    },
    {
      name: "Transfer a month",
      sum: `${n(writes)}/s × ${n(bytes)} bytes × ${farCopies} copies elsewhere × 2,592,000 s = ${
        n(transferGb)
      } GB; × $${transferPrice}`,
      show: ({ transfer }) => showMoney(transfer),
    },
    { name: "Both", sum: "storage + transfer", show: ({ total }) => showMoney(total) },
    {
      name: "A commit",
      sum: `the fastest majority, ${majority} of ${copies}; disks left out`,
      show: ({ commitMs }) => `${commitMs} ms`,
    },
    {
      name: "Requests under way",
      sum: `${waiting}/s × ${commitMs / 1000} s${
        readFrom === "nearest" ? "; reads from the nearest copy do not wait" : ""
      }`,
      show: ({ underWay }) => n(underWay),
    },
    {
      name: "Changes, one after the other",
      sum: commitMs === 0 ? "nobody is waited for" : `1 ÷ ${commitMs / 1000} s`,
      show: ({ serialRate }) => showRate(serialRate),
    },
  ];
}
