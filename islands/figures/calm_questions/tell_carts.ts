import { CARTS, type Scene } from "./carts.ts";
import { mayBeTakenBack, type Question, QUESTIONS, takenBack } from "./questions.ts";

/** What the last report has done to the answers, and why. */
export function tellCarts(scene: Scene): string {
  const { reports } = scene;
  if (reports.length === 0) {
    return "Nobody has reported yet, and one question is answered all the same: as far as is known, no cart holds a lamp. Let the carts report, in any order.";
  }
  const before = reports.slice(0, -1);
  const lost = QUESTIONS.filter((each) => takenBack(each, reports) > takenBack(each, before));
  const news = lost.length === 0
    ? "Nothing had to be taken back."
    : `Taken back: ${lost.map(quote).join(" and ")}.`;
  const isWhole = new Set(reports).size === CARTS.length;
  return `${news} ${isWhole ? tellWhole(scene) : tellOpen(scene)}`;
}

const quote = ({ asks }: Question) => `“${asks}”`;

function tellOpen(scene: Scene): string {
  const open = QUESTIONS.filter((each) => mayBeTakenBack(each, scene));
  if (open.length === 0) return "What is said now stays, whatever the others hold.";
  return `Whoever believes now what is said on ${open.map(quote).join(", ")} may be wrong: ${
    scene.hasRemovals
      ? "a cart that is silent may hold anything, and one that has reported may be emptied."
      : "a cart that is silent may hold anything."
  }`;
}

function tellWhole(scene: Scene): string {
  if (!scene.hasRemovals) {
    return "All five have been heard. The first two never needed that: their “yes” could be believed as soon as it was said.";
  }
  return QUESTIONS.some((each) => mayBeTakenBack(each, scene))
    ? "All five have been heard, and it is not over: what was put in may be taken out."
    : "All have been heard, and nothing is left that could be taken out.";
}
