import assert from "node:assert/strict";
import { readActs } from "../kit/use_acts.ts";
import { ACTS, ClusterPlayer } from "./cluster.ts";
import { tellDashboard } from "./tell_dashboard.ts";

const after = (written: string) => {
  const { acts } = readActs(`5~${written}`, { settings: ["5"], acts: ACTS })!;
  return new ClusterPlayer().play(acts);
};

/** The alarms that are not quiet. */
const raised = (written: string) =>
  after(written).alarms.filter(({ level }) => level !== "quiet").map(({ name, level }) =>
    `${name}: ${level}`
  );

Deno.test("a calm cluster sets off nothing", () => {
  const { history, committed } = after("40t");

  assert.ok(history.every((levels) => levels.every((level) => level === "quiet")));
  assert.equal(committed, 40);
});

Deno.test("a leader that is cut off: two lead, copies differ, and healing ends it", () => {
  assert.deepEqual(raised("8t.c1.8t"), [
    "Two leaders: note",
    "Copies differ: alarm",
    "A follower is behind: note",
    "No answer: alarm",
  ]);
  const { alarms, nodes } = after("8t.c1.8t");
  assert.match(alarms[0].means, /n1 reaches 1 of 5 nodes and can commit nothing/);
  assert.equal(nodes[0].committed, 8);
  assert.deepEqual(raised("8t.c1.8t.ha.3t"), []);
});

Deno.test("skew alone hurts nobody; with writes it contradicts the log for a while", () => {
  assert.deepEqual(raised("8t.k2"), ["Clock skew reorders: note"]);
  assert.deepEqual(raised("8t.k2.5t"), ["Clock skew reorders: alarm"]);
  assert.deepEqual(raised("8t.k2.5t.j2.12t"), []);
});

Deno.test("one slow follower is worth a look, three make new writes wait", () => {
  assert.deepEqual(raised("8t.s2.4t"), ["A follower is behind: note"]);
  assert.deepEqual(raised("8t.s2.s3.s4.4t"), ["A follower is behind: alarm"]);
  assert.deepEqual(raised("8t.s2.s3.s4.4t.ha.4t"), []);
});

Deno.test("play() goes on from what was played, and comes to the same as from the start", () => {
  const player = new ClusterPlayer();
  const acts = ["t", "t", "c1", "t", "t", "t", "t", "k3", "t", "ha", "t"];
  for (let count = 0; count <= acts.length; count++) player.play(acts.slice(0, count));

  assert.deepEqual(player.play(acts), new ClusterPlayer().play(acts));
  assert.deepEqual(player.play(acts.slice(0, 4)), new ClusterPlayer().play(acts.slice(0, 4)));
});

Deno.test("tellDashboard() names the alarms and says what the first one means", () => {
  assert.match(tellDashboard(after("8t"), "t"), /^All five alarms are quiet/);
  assert.match(
    tellDashboard(after("8t.c3.4t"), "t"),
    /^One alarm: “No answer”\. n1 has heard nothing from n3\. Cut off, down or slow\? It cannot tell/,
  );
  assert.match(tellDashboard(after("8t.c3"), "c3"), /^No alarm yet.* Let time pass/);
});
