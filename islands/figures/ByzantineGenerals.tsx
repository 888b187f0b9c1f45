import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import {
  betray,
  COUNT_MAX,
  COUNT_MIN,
  INITIAL,
  listenersOf,
  readCouncil,
  resize,
  setLie,
  traitorsMax,
  tryAllLies,
  writeCouncil,
} from "./byzantine_generals/council.ts";
import {
  type Council,
  deliberate,
  isTraitor,
  type Order,
  type Outcome,
  says,
} from "./byzantine_generals/generals.ts";
import { nameOf, Ring } from "./byzantine_generals/Ring.tsx";
import { tellOutcome, tellSearch } from "./byzantine_generals/tell_outcome.ts";
import { Choice, Controls, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Lead a loyal lieutenant astray",
  inWords:
    "A commander orders his lieutenants to attack or to retreat. Then everybody tells everybody what he was told, for as many rounds as there may be traitors, and each lieutenant takes the majority. The reader chooses how many generals there are, who the traitors are and what they tell to whom. With three generals, a lieutenant who lies makes the loyal one disobey a loyal commander. With four no lie breaks anything, whoever the traitor is, and with two traitors it takes seven. With signatures three are enough, since a lieutenant cannot show an order that the commander did not sign.",
};

const ID = "figure-byzantine-generals";

const COUNTS = Array.from(
  { length: COUNT_MAX - COUNT_MIN + 1 },
  (_, index) => ({ value: `${index + COUNT_MIN}`, text: `${index + COUNT_MIN}` }),
);
const ORDERS = [{ value: "attack", text: "attack" }, {
  value: "retreat",
  text: "retreat",
}] as const;

/** The algorithms OM(f) and SM(f), with the traitors in the reader's hands. */
export default function ByzantineGenerals() {
  const [council, change, href] = usePermalink<Council>({
    id: ID,
    initial: INITIAL,
    write: writeCouncil,
    read: readCouncil,
  });
  const outcome = deliberate(council);
  const search = useMemo(() => tryAllLies(council), [council]);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords {...{ council, outcome }} />}
      caption={
        <>
          C is the commander, L1 and so on are his lieutenants. A stands for attack, R for retreat.
          Dashed: a traitor. A traitor says the same to one listener in every round. Choose a
          general in the picture to make him one.{" "}
          <SourceTag source="lamport-byzantine-1982" label="rules" />
        </>
      }
    >
      <Settings council={council} change={change} />
      <div class="grid border-b border-line md:grid-cols-2">
        <div class="min-w-0 px-2 py-3">
          <Ring
            {...{ council, outcome }}
            onChoose={(general) => change(betray(council, general))}
          />
        </div>
        <Heard {...{ council, outcome }} />
      </div>
      {council.traitors.map((general, traitor) => (
        <Lies
          key={general}
          {...{ council, traitor }}
          onFlip={(to) => change(setLie(council, traitor, to))}
        />
      ))}
      <Controls label="Help">
        <SmallButton
          disabled={search.example === undefined}
          onClick={() => search.example !== undefined && change(search.example)}
        >
          Show me a lie that works
        </SmallButton>
        <SmallButton onClick={() => change(INITIAL)}>Reset</SmallButton>
      </Controls>
      <Status>
        <strong class={outcome.breach === undefined ? "text-good" : "text-bad"}>
          {outcome.breach === undefined ? "✓ They hold." : "✗ Broken."}
        </strong>{" "}
        {tellOutcome(council, outcome)} {tellSearch(council, search)}{" "}
        <SourceTag source="computed" />
      </Status>
    </FigureFrame>
  );
}

function Settings({ council, change }: {
  council: Council;
  change: (council: Council) => void;
}) {
  const { count, traitorCount, isSigned, order } = council;
  const numbers = Array.from({ length: traitorsMax(count) }, (_, index) => `${index + 1}`);
  return (
    <Controls label="The council">
      <Choice
        label="Generals"
        options={COUNTS}
        value={`${count}`}
        onChange={(value) => change(resize(council, Number(value), traitorCount))}
      />
      <Choice
        label="Traitors, f"
        options={numbers.map((value) => ({ value, text: value }))}
        value={`${traitorCount}`}
        onChange={(value) => change(resize(council, count, Number(value)))}
      />
      {!isTraitor(council, 0) && (
        <Choice
          label="The order"
          options={ORDERS}
          value={order}
          onChange={(value) => change({ ...council, order: value as Order })}
        />
      )}
      <Toggle isOn={isSigned} onChange={(isOn) => change({ ...council, isSigned: isOn })}>
        Signatures
      </Toggle>
    </Controls>
  );
}

/** What one traitor tells each of the others; each button turns it round. */
function Lies({ council, traitor, onFlip }: {
  council: Council;
  traitor: number;
  onFlip: (to: number) => void;
}) {
  const general = council.traitors[traitor];
  const name = nameOf(general);
  return (
    <Controls label={`What ${name} says`}>
      <span class="text-sm text-bad">{name}, a traitor, tells</span>
      {listenersOf(council, general).map((to) => (
        <SmallButton key={to} onClick={() => onFlip(to)}>
          <span class="sr-only">{name} tells</span>
          <span class="font-mono">{nameOf(to)}</span> {council.lies[traitor][to]}
        </SmallButton>
      ))}
    </Controls>
  );
}

/** What every lieutenant has to go by. */
function Heard({ council, outcome }: { council: Council; outcome: Outcome }) {
  return (
    <div class="min-w-0 border-t border-line px-4 py-4 md:border-l md:border-t-0 sm:px-5">
      <table class="w-full text-sm">
        <caption class="pb-1.5 text-left font-medium">
          What the lieutenants go by <SourceTag source="computed" />
        </caption>
        <thead class="text-muted">
          <tr>
            <th scope="col" class="text-left font-normal">Who</th>
            <th scope="col" class="px-2 text-left font-normal">
              {council.isSigned ? "holds, signed" : "heard from"}
            </th>
            <th scope="col" class="text-left font-normal">does</th>
          </tr>
        </thead>
        <tbody>
          {outcome.decisions.map(({ general, isLoyal, heard, does }) => (
            <tr key={general} class={`border-t border-line ${isLoyal ? "" : "text-muted"}`}>
              <th scope="row" class="py-1.5 text-left font-mono font-semibold">
                {nameOf(general)}
              </th>
              <td class="px-2 py-1.5">
                {heard.length === 0 && "nothing"}
                {heard.map(({ from, order }, index) => (
                  <span key={`${from} ${order}`} class="whitespace-nowrap">
                    {index > 0 && ", "}
                    {council.isSigned ? order : `${nameOf(from)}: ${order[0].toUpperCase()}`}
                  </span>
                ))}
              </td>
              <td class="py-1.5">{isLoyal ? <strong>{does}s</strong> : "as he likes"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="pt-2 text-sm text-muted">
        {council.isSigned
          ? "Whoever holds exactly one signed order follows it; otherwise he retreats."
          : "The majority decides; a tie is a retreat."}
      </p>
    </div>
  );
}

function InWords({ council, outcome }: { council: Council; outcome: Outcome }) {
  return (
    <ul>
      {council.traitors.map((general) => (
        <li key={general}>
          {nameOf(general)} is a traitor, and says{" "}
          {listenersOf(council, general).map((to) =>
            `${says(council, general, to, council.order)} to ${nameOf(to)}`
          ).join(", ")}.
        </li>
      ))}
      {!isTraitor(council, 0) && <li>The commander orders: {council.order}.</li>}
      {outcome.decisions.filter(({ isLoyal }) => isLoyal).map(({ general, does }) => (
        <li key={general}>{nameOf(general)} is loyal and {does}s.</li>
      ))}
    </ul>
  );
}
