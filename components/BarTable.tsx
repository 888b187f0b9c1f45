/** A distribution: a table in which each number has a bar, so that it can be looked at and read. */
export function BarTable({ caption, heads, bars, empty }: {
  caption: string;
  heads: readonly [label: string, value: string];
  bars: readonly { readonly label: string; readonly value: number }[];
  /** Said where all numbers are zero. */
  empty: string;
}) {
  const most = Math.max(...bars.map(({ value }) => value), 0);
  if (most === 0) return <p class="text-muted">{empty}</p>;
  return (
    <table class="w-full text-[0.9375rem]">
      <caption class="sr-only">{caption}</caption>
      <thead class="sr-only">
        <tr>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, value }) => (
          <tr key={label}>
            <th
              scope="row"
              class="w-[1%] whitespace-nowrap py-1 pr-4 text-left font-normal text-muted"
            >
              {label}
            </th>
            <td class="py-1">
              <span class="flex items-center gap-3">
                <svg
                  viewBox="0 0 100 10"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                  class="h-4 min-w-0 flex-1"
                >
                  <rect width={(100 * value) / most} height="10" class="fill-accent" />
                </svg>
                <span class="w-14 text-right tabular-nums">{value.toLocaleString("en")}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
