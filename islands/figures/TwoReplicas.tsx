import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { UndoReset } from "./kit/UndoReset.tsx";
import { useActs } from "./kit/use_acts.ts";
import { ACTS, NAMES, type Night, playNight, SHOPS } from "./two_replicas/night.ts";
import { Receipts } from "./two_replicas/Receipts.tsx";
import { type Rule, RULES } from "./two_replicas/shop_node.ts";
import { Shops } from "./two_replicas/Shops.tsx";
import { tellNight } from "./two_replicas/tell_night.ts";

export const about: FigureAbout = {
  title: "Two shops, one lamp, one cable",
  inWords:
    "A shop in Berlin and a shop in Madrid each hold a copy of the same list, which says that there is one lamp. The reader cuts the cable between them, lets customers buy in both towns, and mends the cable, under one of three rules. Asking first: while the cable is cut both shops turn everybody away, and nothing that was confirmed is ever lost. Last write wins: both sell, and afterwards one of the two confirmed sales is in no copy any more. Merge: both sell, both sales are kept, and the stock is minus one. No rule has none of the three costs.",
};

const ID = "figure-two-replicas";

const RULE_NAMES: Readonly<Record<Rule, string>> = {
  ask: "Ask first",
  last: "Last write wins",
  merge: "Merge",
};

/** What each rule for two copies keeps, refuses and loses. */
export default function TwoReplicas() {
  const figure = useActs<Rule>({ id: ID, settings: RULES, acts: ACTS, initial: "ask~" });
  const { setting, acts, act, choose, href } = figure;
  const nights = useMemo(() => RULES.map((rule) => playNight(rule, acts)), [acts]);
  const night = nights[RULES.indexOf(setting)];
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords night={night} />}
      caption="Choose a rule, and do the same under each: cut the cable, let somebody buy in both towns, mend it. Changing the rule replays what you did."
    >
      <Controls label="The rule">
        <Choice
          label="Rule"
          options={RULES.map((value) => ({ value, text: RULE_NAMES[value] }))}
          value={setting}
          onChange={choose}
        />
      </Controls>
      <Controls label="What happens">
        <SmallButton onClick={() => act(night.isCut ? "h" : "c")}>
          {night.isCut ? "Mend the cable" : "Cut the cable"}
        </SmallButton>
        {SHOPS.map((shop) => (
          <SmallButton
            key={shop}
            disabled={night.next[shop] === undefined}
            onClick={() => act(shop[0])}
          >
            {night.next[shop] ?? "Nobody"} buys in {NAMES[shop]}
          </SmallButton>
        ))}
        <UndoReset figure={figure} />
      </Controls>
      <Shops night={night} />
      <Status>{tellNight(night)}</Status>
      <Receipts night={night} />
      <Bills nights={nights} shown={setting} />
    </FigureFrame>
  );
}

const COSTS = [
  { key: "confirmed", text: "sold" },
  { key: "turnedAway", text: "turned away" },
  { key: "gone", text: "sold, then gone" },
  { key: "owed", text: "sold, not in stock" },
] as const;

/** What the same night would have cost under each rule. */
function Bills({ nights, shown }: { nights: readonly Night[]; shown: Rule }) {
  return (
    <div class="px-4 py-3 sm:px-5">
      <table class="w-full text-sm">
        <caption class="pb-1.5 text-left font-medium">
          The same night under each rule <SourceTag source="computed" />
        </caption>
        <thead class="text-muted">
          <tr>
            <th scope="col" class="pr-2 text-left font-normal">Rule</th>
            {COSTS.map(({ key, text }) => (
              <th key={key} scope="col" class="px-1 text-right align-bottom font-normal">{text}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nights.map(({ rule, bill }) => (
            <tr key={rule} class={rule === shown ? "bg-sunken" : ""}>
              <th
                scope="row"
                class={`py-1 pl-1 pr-2 text-left ${
                  rule === shown ? "font-semibold" : "font-normal"
                }`}
              >
                {RULE_NAMES[rule]}
              </th>
              {COSTS.map(({ key }) => (
                <td
                  key={key}
                  class={`px-1 text-right tabular-nums ${
                    key !== "confirmed" && bill[key] > 0 ? "font-semibold text-bad" : ""
                  }`}
                >
                  {bill[key]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InWords({ night }: { night: Night }) {
  return (
    <ul>
      <li>The cable is {night.isCut ? "cut" : "whole"}.</li>
      {SHOPS.map((shop) => (
        <li key={shop}>
          {NAMES[shop]}'s copy holds {night.copies[shop].length === 0
            ? "no sale"
            : `the sale to ${night.copies[shop].map(({ buyer }) => buyer).join(" and to ")}`}.
        </li>
      ))}
      {night.receipts.map(({ buyer, told, shop, knownIn }) => (
        <li key={buyer}>
          {buyer}, in {NAMES[shop]}, was told "{told}"{told === "sold" &&
            `; ${
              knownIn.length === 0 ? "no copy knows" : `${knownIn.length} of 2 copies know`
            } of it`}.
        </li>
      ))}
    </ul>
  );
}
