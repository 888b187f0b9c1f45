import type { FigureAbout } from "@/lib/section.ts";
import {
  allowRemovals,
  canReport,
  CARTS,
  hear,
  INITIAL,
  nameOf,
  readScene,
  type Scene,
  writeScene,
} from "./calm_questions/carts.ts";
import {
  allOrders,
  mayBeTakenBack,
  ordersTakenBack,
  QUESTIONS,
  takenBack,
} from "./calm_questions/questions.ts";
import { tellCarts } from "./calm_questions/tell_carts.ts";
import { Controls, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Four questions to five carts",
  inWords:
    "Five carts lie on five nodes, and the reader lets them report, one after the other, in any order. Four questions are answered all the time from what has been heard so far. “Does some cart hold a lamp?” and “Are there at least three books?” are answered yes at some moment, and nothing that comes later changes it, in none of the 120 orders. “Does no cart hold a lamp?” is answered yes at the beginning and has to be taken back in every order. “Which cart holds the most?” is taken back in 90 of them. If two carts may be emptied after they have reported, all four have to be taken back in some orders, and three of them in every one.",
};

const ID = "figure-calm-questions";

/** In how many orders each question is taken back: the same for every reader, so counted once. */
const COUNTED = [false, true].map((hasRemovals) => {
  const orders = allOrders(hasRemovals);
  return { all: orders.length, counts: QUESTIONS.map((each) => ordersTakenBack(each, orders)) };
});

/** Which questions can be answered for good before everybody has been heard. */
export default function CalmQuestions() {
  const [scene, change, href] = usePermalink<Scene>({
    id: ID,
    initial: INITIAL,
    write: writeScene,
    read: readScene,
  });
  const report = (place: number) => change({ ...scene, reports: [...scene.reports, place] });
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords scene={scene} />}
      caption={
        <>
          What a question says comes from the reports alone. “May be wrong”: something that the
          silent carts may hold would change it; all that they may hold is tried. Of carts that hold
          as much, the first is named. <SourceTag source="computed" />{" "}
          What the carts do hold is made up. <SourceTag source="illustrative" />
        </>
      }
    >
      <Controls label="Reports">
        {CARTS.map((_, place) => (
          <SmallButton
            key={place}
            disabled={!canReport(scene, place)}
            onClick={() => report(place)}
          >
            {nameOf(place)} {verbOf(scene, place)}
          </SmallButton>
        ))}
        <span class="ml-auto flex flex-wrap gap-2">
          <Toggle
            isOn={scene.hasRemovals}
            onChange={(isOn) => change(allowRemovals(scene, isOn))}
          >
            n2 and n4 may be emptied
          </Toggle>
          <SmallButton
            disabled={scene.reports.length === 0}
            onClick={() => change({ ...scene, reports: [] })}
          >
            Start again
          </SmallButton>
        </span>
      </Controls>
      <Carts scene={scene} />
      <Status>{tellCarts(scene)}</Status>
      <Answers scene={scene} />
    </FigureFrame>
  );
}

function verbOf(scene: Scene, place: number): string {
  if (!scene.reports.includes(place)) return "reports";
  if (canReport(scene, place)) return "is emptied";
  return hear(scene.reports)[place] === CARTS[place] ? "has reported" : "was emptied";
}

function tellCart(cart: readonly string[] | undefined): string {
  if (cart === undefined) return "not heard";
  return cart.length === 0 ? "empty" : cart.join(", ");
}

function Carts({ scene }: { scene: Scene }) {
  return (
    <ul class="grid grid-cols-2 gap-2 border-b border-line bg-sunken px-4 py-4 sm:grid-cols-5 sm:px-5">
      {hear(scene.reports).map((cart, place) => (
        <li
          key={place}
          class={`rounded-lg border px-3 py-2 text-sm ${
            cart === undefined ? "border-dashed border-line text-muted" : "border-muted bg-panel"
          }`}
        >
          <span class="block font-semibold">{nameOf(place)}</span>
          {tellCart(cart)}
        </li>
      ))}
    </ul>
  );
}

function Answers({ scene }: { scene: Scene }) {
  const heard = hear(scene.reports);
  const { all, counts } = COUNTED[scene.hasRemovals ? 1 : 0];
  return (
    <div class="px-4 py-4 sm:px-5" role="group" aria-label="The answers">
      <ul class="grid gap-3 sm:grid-cols-2">
        {QUESTIONS.map((question, index) => {
          const said = question.says(heard);
          const isOpen = mayBeTakenBack(question, scene);
          return (
            <li key={question.asks} class="rounded-lg border border-line px-3 py-2.5 text-sm">
              <span class="block font-semibold">{question.asks}</span>
              <span class="mt-1 block">
                Says: <strong>{said ?? "nothing yet"}</strong>
                {said !== undefined && (
                  <span class={`ml-2 font-medium ${isOpen ? "text-bad" : "text-good"}`}>
                    {isOpen ? "✗ may be wrong" : "✓ for good"}
                  </span>
                )}
              </span>
              <span class="mt-1 block tabular-nums text-muted">
                Taken back so far:{" "}
                {takenBack(question, scene.reports)}. Orders in which it has to be: {counts[index]}
                {" "}
                of {all}.
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function InWords({ scene }: { scene: Scene }) {
  const heard = hear(scene.reports);
  return (
    <ul>
      <li>{heard.map((cart, place) => `${nameOf(place)}: ${tellCart(cart)}`).join("; ")}.</li>
      {QUESTIONS.map((question) => (
        <li key={question.asks}>
          {question.asks} {question.says(heard) ?? "Nothing is said yet"}
          {question.says(heard) !== undefined &&
            (mayBeTakenBack(question, scene) ? ", which may be wrong" : ", for good")}.
        </li>
      ))}
    </ul>
  );
}
