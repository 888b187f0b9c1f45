import type { FigureAbout } from "@/lib/section.ts";
import { type Column, COLUMNS, FAMILIES, type Row } from "./guarantee_table/rows.ts";
import {
  cleanWanted,
  findRows,
  INITIAL,
  readView,
  tellView,
  type View,
  writeView,
} from "./guarantee_table/view.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "From a need to a promise, and by what means",
  inWords:
    "The table below, to be searched by need and by promise. One of its columns can be hidden, so that the reader fills it in from memory and then shows the cells one by one.",
};

const ID = "figure-guarantee-table";
const HEADS: Readonly<Record<Column, string>> = {
  need: "Need",
  promise: "Promise that is enough",
  means: "Usual means, and small print",
};
const HIDING = [
  { value: "none", text: "nothing" },
  { value: "need", text: "needs" },
  { value: "promise", text: "promises" },
  { value: "means", text: "means" },
] as const;

/** The table of the section, to search in and to be tested by. */
export default function GuaranteeTable() {
  const [view, change, href] = usePermalink<View>({
    id: ID,
    initial: INITIAL,
    write: writeView,
    read: readView,
  });
  const set = (part: Partial<View>) => change({ ...view, ...part });
  const found = findRows(view);
  const tells = tellView(view);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<p>{tells} {found.map(({ row }) => row.need).join("; ")}.</p>}
      caption="The sources of each row stand in the table below."
    >
      <Search view={view} onChange={set} />
      <Quiz view={view} onChange={set} />
      <Status>{tells}</Status>
      <Rows view={view} onShow={(place) => set({ shown: [...view.shown, place] })} />
    </FigureFrame>
  );
}

interface PartProps {
  readonly view: View;
  readonly onChange: (part: Partial<View>) => void;
}

function Search({ view, onChange }: PartProps) {
  return (
    <Controls label="Which rows">
      <label class="flex items-center gap-2 text-sm text-muted">
        Need
        <input
          type="search"
          value={view.wanted}
          placeholder="such as cart"
          onInput={({ currentTarget }) => onChange({ wanted: cleanWanted(currentTarget.value) })}
          class="h-9 w-40 rounded-md border border-line bg-panel px-2.5 text-ink placeholder:text-muted"
        />
      </label>
      <Choice
        label="Promise"
        options={FAMILIES}
        value={view.family}
        onChange={(family) => onChange({ family })}
      />
    </Controls>
  );
}

function Quiz({ view, onChange }: PartProps) {
  return (
    <Controls label="Quiz">
      <Choice
        label="Hide"
        options={HIDING}
        value={view.hidden ?? "none"}
        onChange={(hidden) =>
          onChange({ hidden: hidden === "none" ? undefined : hidden, shown: [] })}
      />
      <span class="ml-auto">
        <SmallButton
          disabled={writeView(view) === writeView(INITIAL)}
          onClick={() => onChange(INITIAL)}
        >
          Start again
        </SmallButton>
      </span>
    </Controls>
  );
}

function Rows({ view, onShow }: { view: View; onShow: (place: number) => void }) {
  return (
    <div
      tabindex={0}
      role="group"
      aria-label="The rows that fit"
      class="relative sideways px-4 py-3 sm:px-5"
    >
      <table class="w-full text-[0.8125rem] leading-snug sm:min-w-[36rem] sm:text-sm">
        <caption class="sr-only">Needs, promises and means</caption>
        <thead class="text-left text-muted">
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class="pb-1.5 pr-3 align-bottom font-normal sm:pr-4">
                {HEADS[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findRows(view).map(({ row, place }) => (
            <Line
              key={row.need}
              row={row}
              hidden={view.shown.includes(place) ? undefined : view.hidden}
              onShow={() => onShow(place)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row, hidden, onShow }: {
  row: Row;
  hidden: Column | undefined;
  onShow: () => void;
}) {
  const name = hidden === "need" ? row.promise : row.need;
  const cell = (column: Column) =>
    hidden === column
      ? (
        <SmallButton onClick={onShow}>
          Show<span class="sr-only">what is hidden beside “{name}”</span>
        </SmallButton>
      )
      : row[column];
  return (
    <tr class="border-t border-line align-top">
      <th scope="row" class="w-[30%] py-2 pr-3 text-left font-semibold sm:w-[11rem] sm:pr-4">
        {cell("need")}
      </th>
      <td class="w-[30%] py-2 pr-3 sm:w-[12rem] sm:pr-4">{cell("promise")}</td>
      <td class="py-2 text-muted">
        {cell("means")}
        {row.see !== undefined && hidden !== "means" && (
          <>
            {" "}
            <a href={row.see} class="whitespace-nowrap text-accent underline underline-offset-2">
              how<span class="sr-only">{hidden === "need" ? "" : `: ${row.need}`}</span>
            </a>
          </>
        )}
      </td>
    </tr>
  );
}
