import { SourceTag } from "../kit/SourceTag.tsx";
import { useLive } from "../kit/use_is_live.ts";
import { type Placement, ROUND_TRIP_MS_MAX, roundTrip } from "./quorum.ts";
import { nameOf, pairOf, type Region } from "./regions.ts";

/** The voters' round trips, each to be edited. */
export function RoundTrips({ placement, onChange }: {
  placement: Placement;
  onChange: (placement: Placement) => void;
}) {
  const { voters, edits } = placement;
  const edit = (one: Region, other: Region) => (ms: number) =>
    onChange({ ...placement, edits: { ...edits, [pairOf(one, other)]: ms } });
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Table of round trips"
      class="sideways px-4 py-3 text-sm sm:px-5"
    >
      <table>
        <caption class="pb-1.5 text-left font-medium">
          Round trips between voters, in milliseconds. Edit them.
        </caption>
        <thead class="text-muted">
          <tr>
            <td></td>
            {voters.slice(0, -1).map((column) => (
              <th key={column} scope="col" class="px-2 text-left font-normal">{nameOf(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {voters.slice(1).map((row, index) => (
            <tr key={row}>
              <th scope="row" class="pr-2 text-left font-normal text-muted">{nameOf(row)}</th>
              {voters.slice(0, -1).map((column, place) => (
                <td key={column} class="px-2 py-1 align-top">
                  {place <= index && (
                    <Cell
                      label={`${nameOf(column)} to ${nameOf(row)}, milliseconds`}
                      {...roundTrip(placement, column, row)}
                      onChange={edit(column, row)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ label, ms, source, onChange }: {
  label: string;
  ms: number;
  source: string;
  onChange: (ms: number) => void;
}) {
  const isLive = useLive();
  return (
    <span class="flex items-baseline gap-1.5 whitespace-nowrap">
      <input
        type="number"
        aria-label={label}
        disabled={!isLive}
        min={0}
        max={ROUND_TRIP_MS_MAX}
        value={ms}
        onChange={({ currentTarget }) => {
          const { valueAsNumber } = currentTarget;
          const isFine = Number.isInteger(valueAsNumber) && valueAsNumber >= 0 &&
            valueAsNumber <= ROUND_TRIP_MS_MAX;
          if (isFine) onChange(valueAsNumber);
          // What is no number of milliseconds is put back.
          else currentTarget.value = String(ms);
        }}
        class="w-16 rounded-md border border-line bg-panel px-1.5 py-1 tabular-nums disabled:opacity-50"
      />
      <SourceTag source={source} />
    </span>
  );
}
