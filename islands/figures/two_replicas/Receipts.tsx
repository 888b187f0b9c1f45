import { NAMES, type Night, type Receipt, SHOPS } from "./night.ts";

const TOLD = {
  "sold": "✓ sold",
  "sold out": "sold out",
  "unreachable": "✗ come back later",
} as const;

/** What each customer was told, and which copy knows of it now. */
export function Receipts({ night }: { night: Night }) {
  return (
    <div class="border-b border-line px-4 py-3 sm:px-5">
      <table class="w-full text-sm">
        <caption class="pb-1.5 text-left font-medium">What customers were told</caption>
        <thead class="text-left text-muted">
          <tr>
            <th scope="col" class="pr-2 font-normal">Customer</th>
            <th scope="col" class="pr-2 font-normal">was told</th>
            {SHOPS.map((shop) => (
              <th key={shop} scope="col" class="pr-2 font-normal">
                {NAMES[shop]}
                <span class="sr-only">'s copy has the sale</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {night.receipts.length === 0 && (
            <tr>
              <td colSpan={4} class="py-1 text-muted">Nobody has bought yet.</td>
            </tr>
          )}
          {night.receipts.map((receipt) => (
            <Row key={receipt.buyer} receipt={receipt} isCut={night.isCut} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ receipt, isCut }: { receipt: Receipt; isCut: boolean }) {
  const { buyer, shop, told, knownIn } = receipt;
  const color = told === "sold" ? "text-good" : told === "unreachable" ? "text-bad" : "text-muted";
  return (
    <tr>
      <th scope="row" class="py-1 pr-2 text-left font-normal">
        <strong>{buyer}</strong> <span class="text-muted">in {NAMES[shop]}</span>
      </th>
      <td class={`pr-2 font-medium ${color}`}>{TOLD[told]}</td>
      {SHOPS.map((each) => {
        const isKnown = knownIn.includes(each);
        if (told !== "sold") return <td key={each} class="pr-2 text-muted">–</td>;
        return (
          <td
            key={each}
            class={`pr-2 ${
              isKnown ? "text-good" : isCut ? "text-muted" : "font-semibold text-bad"
            }`}
          >
            {isKnown ? "✓ has it" : isCut ? "has not heard" : "✗ gone"}
          </td>
        );
      })}
    </tr>
  );
}
