import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { useActs } from "./kit/use_acts.ts";
import { Chart, LINES } from "./sibling_explosion/Chart.tsx";
import { ACTS, CLIENTS, CROWD, type Party, play, TURNS } from "./sibling_explosion/party.ts";
import { BOOKKEEPING, type Kind, KINDS, type Version } from "./sibling_explosion/stores.ts";
import { tellParty } from "./sibling_explosion/tell_party.ts";

export const about: FigureAbout = {
  title: "What grows: the vector or the siblings",
  inWords:
    "Clients write to one key through three replicas, with or without reading first. The same writes are kept with four kinds of bookkeeping: vectors with an entry for each client; vectors with an entry for each replica, where either the newer vector wins or everything is kept in doubt; and dotted version vectors. Many clients make the first kind's vectors long, while its siblings stay right. Two clients who take turns through one replica without reading make the second kind lose a version and the third kind pile up siblings that had long been replaced. With dots the vectors stay short and the siblings are exactly the concurrent versions.",
};

const ID = "figure-sibling-explosion";

/** Version vectors by client, by replica, and with dots, under the same writes. */
export default function SiblingExplosion() {
  const figure = useActs<Kind>({ id: ID, settings: KINDS, acts: ACTS, initial: "dotted~" });
  const { setting, acts, act, choose, href, canAct, canUndo, undo, reset } = figure;
  const party = useMemo(() => play(acts), [acts]);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords party={party} />}
      caption={
        <>
          A and B write through replica r1, C through r2, new clients through one after the other.
          Replicas tell each other at once; a write's answer shows the client what is there then.
          Lines that are equal are drawn beside each other. <SourceTag source="dvv" label="dots" />
        </>
      }
    >
      <Writers {...{ act, canAct }} />
      <Controls label="More at once">
        <SmallButton disabled={!canAct} onClick={() => act("t")}>
          A and B take turns, {TURNS} times
        </SmallButton>
        <SmallButton disabled={!canAct} onClick={() => act("n")}>
          A new client reads and writes
        </SmallButton>
        <SmallButton disabled={!canAct} onClick={() => act("m")}>{CROWD} new clients</SmallButton>
        <SmallButton disabled={!canUndo} onClick={undo}>Undo</SmallButton>
        <SmallButton disabled={!canUndo} onClick={reset}>Reset</SmallButton>
      </Controls>
      <div class="grid border-b border-line md:grid-cols-2">
        <Chart party={party} measure="siblings" title="Siblings that a reader gets" />
        <Chart party={party} measure="entries" title="Entries of the longest vector" />
      </div>
      <Status>
        {tellParty(party)} <SourceTag source="computed" />
      </Status>
      <Measures {...{ party, setting }} />
      <Controls label="Look inside">
        <Choice
          label="Look inside"
          options={KINDS.map((value) => ({ value, text: BOOKKEEPING[value].text }))}
          value={setting}
          onChange={choose}
        />
      </Controls>
      <Versions {...{ party, setting }} />
    </FigureFrame>
  );
}

function Writers({ act, canAct }: { act: (act: string) => void; canAct: boolean }) {
  return (
    <Controls label="Writers">
      {Object.keys(CLIENTS).map((name) => {
        const client = name.toUpperCase();
        return (
          <span key={name} class="flex items-center gap-2">
            <SmallButton disabled={!canAct} onClick={() => act(name)}>{client} writes</SmallButton>
            <SmallButton disabled={!canAct} onClick={() => act(`r${name}`)}>
              {client} reads, then writes
            </SmallButton>
          </span>
        );
      })}
    </Controls>
  );
}

const COLUMNS = [
  { key: "siblings", text: "siblings", isBad: false },
  { key: "falseSiblings", text: "of them false", isBad: true },
  { key: "lost", text: "lost", isBad: true },
  { key: "entries", text: "entries", isBad: false },
] as const;

function Measures({ party, setting }: { party: Party; setting: Kind }) {
  const last = party.history.at(-1);
  return (
    <div class="border-b border-line px-4 py-3 sm:px-5">
      <table class="w-full text-sm">
        <caption class="pb-1.5 text-left font-medium">
          The same writes, four kinds of bookkeeping <SourceTag source="computed" />
        </caption>
        <thead class="text-muted">
          <tr>
            <th scope="col" class="text-left font-normal">Bookkeeping</th>
            {COLUMNS.map(({ key, text }) => (
              <th key={key} scope="col" class="px-1 text-right align-bottom font-normal">{text}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <tr key={kind} class={kind === setting ? "bg-sunken" : ""}>
              <th scope="row" class="py-1 pl-1 pr-2 text-left font-normal">
                <svg viewBox="0 0 28 8" class="mr-2 inline h-2 w-7" aria-hidden="true">
                  <path
                    d="M0 4H28"
                    class={LINES[kind].stroke}
                    stroke-width="2.5"
                    stroke-dasharray={LINES[kind].dash}
                  />
                </svg>
                {BOOKKEEPING[kind].text}
              </th>
              {COLUMNS.map(({ key, isBad }) => {
                const count = last?.[kind][key] ?? 0;
                return (
                  <td
                    key={key}
                    class={`px-1 text-right tabular-nums ${
                      isBad && count > 0 ? "font-semibold text-bad" : ""
                    }`}
                  >
                    {count}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const SHOWN_MAX = 6;

/** What the chosen bookkeeping holds, version by version. */
function Versions({ party, setting }: { party: Party; setting: Kind }) {
  const versions = party.versions[setting];
  return (
    <ul aria-label="Versions in the store" class="grid gap-1.5 px-4 py-3 text-sm sm:px-5">
      {versions.length === 0 && <li class="text-muted">The key was never written.</li>}
      {versions.slice(-SHOWN_MAX).map((version) => {
        const isRight = party.concurrent.includes(version.value);
        return (
          <li key={version.value} class={isRight ? "" : "text-bad"}>
            {isRight ? "✓" : "✗"} write {version.value}
            {!isRight && ", replaced since"}:{" "}
            <span class="break-words font-mono">{show(version)}</span>
          </li>
        );
      })}
      {versions.length > SHOWN_MAX && (
        <li class="text-muted">and {versions.length - SHOWN_MAX} older ones</li>
      )}
    </ul>
  );
}

function show({ vector, dot }: Version): string {
  const entries = Object.entries(vector).sort().map(([name, count]) => `${name}:${count}`).join(
    " ",
  );
  return dot === undefined ? `{${entries}}` : `dot ${dot[0]}:${dot[1]}, had seen {${entries}}`;
}

function InWords({ party }: { party: Party }) {
  const last = party.history.at(-1);
  if (last === undefined) return <p>Nothing is written yet.</p>;
  return (
    <ul>
      {KINDS.map((kind) => {
        const { siblings, falseSiblings, lost, entries } = last[kind];
        return (
          <li key={kind}>
            {BOOKKEEPING[kind].text}: {siblings} siblings, {falseSiblings} of them false, {lost}
            {" "}
            lost, {entries} entries in the longest vector.
          </li>
        );
      })}
    </ul>
  );
}
