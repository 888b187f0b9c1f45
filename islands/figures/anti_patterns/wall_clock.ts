import { playStory } from "@/engine/story.ts";
import type { Command, Context, NodeId } from "@/engine/types.ts";
import { programOf } from "../kit/moves.ts";
import { startRun } from "../kit/play_run.ts";
import type { Attempt, Pattern } from "./pattern.ts";

interface Post {
  readonly text: string;
  /** The time of day on the machine on which it was written. */
  readonly wallMs: number;
  /** A Lamport clock. */
  readonly count: number;
}

/** Shows posts, and writes some. A Lamport clock: larger than all that was seen before. */
class PostNode {
  posts: readonly Post[] = [];
  private count = 0;

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    this.count++;
    const post = { text: body as string, wallMs: this.context.now(), count: this.count };
    this.posts = [...this.posts, post];
    for (const peer of this.context.peers) this.context.send(peer, post);
  }

  onMessage(_from: NodeId, post: Post): void {
    this.count = Math.max(this.count, post.count) + 1;
    this.posts = [...this.posts, post];
  }
}

const QUESTION = "Ana: Who has the key?";
const REPLY = "Ben: I have.";

export const WALL_CLOCK: Pattern = {
  title: "Sorting by the wall clock",
  story: "Ana asks on one machine. Ben reads it on another, and answers 50 ms later.",
  slider: { label: "Ana's clock runs ahead by", max: 200, step: 10, unit: "ms" },
  play: ({ amount }) => {
    const posts = talk(amount);
    return [
      attempt("By the time of day", posts, ({ wallMs }) => wallMs),
      attempt("By a Lamport clock", posts, ({ count }) => count),
    ];
  },
  tell: ({ amount }, [wall]) =>
    wall.isGood
      ? `${
        amount === 0 ? "The clocks agree" : `${amount} ms are no more than it took to answer`
      }: both orders are right. Let Ana's clock run further ahead.`
      : `Ana's clock was ${amount} ms ahead, and the answer stands before the question. The Lamport clock cannot do that: whoever has seen a post counts on from it. It says nothing about posts that did not know of each other.`,
};

function talk(aheadMs: number): readonly Post[] {
  const { world } = startRun({
    nodes: ["ana", "ben"],
    spawn: (context) => new PostNode(context) as never,
    seed: 1,
    faults: { delayMs: [5, 5] },
  });
  playStory(world, `run 1000ms\nskew ana +${aheadMs}ms\ncommand ana "${QUESTION}"\nrun 50ms`);
  playStory(world, `command ben "${REPLY}"\nrun 50ms`);
  return programOf<PostNode>(world, "ben")!.posts;
}

function attempt(
  name: string,
  posts: readonly Post[],
  stampOf: (post: Post) => number,
): Attempt {
  const sorted = posts.toSorted((one, other) => stampOf(one) - stampOf(other));
  const isGood = sorted[0].text === QUESTION;
  const isWall = stampOf(posts[0]) === posts[0].wallMs;
  const unit = isWall ? " ms" : "";
  return {
    name,
    kind: isWall ? "mistake" : "repair",
    steps: sorted.map((post) => `${post.text} (${stampOf(post)}${unit})`),
    result: isGood ? "the question comes first" : "the answer comes first",
    isGood,
    price: isWall ? "nothing" : "one number in every message",
  };
}
