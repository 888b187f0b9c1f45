import type { Check, Plan } from "../suite.ts";
import type { DataType } from "./data_type.ts";
import { labMonitor, type LawJudge } from "./lab.ts";
import {
  judgeAbsorption,
  judgeArguments,
  judgeAssociativity,
  judgeCommutativity,
  judgeIdempotence,
  judgeReading,
  judgeSharing,
} from "./laws.ts";

/** The checks that every replicated data type has, by name: promise and judge. */
const LAWS: Readonly<Record<string, readonly [string, LawJudge<unknown>]>> = {
  "merge-idempotent": ["Merging is idempotent.", judgeIdempotence],
  "merge-commutative": ["Merging is commutative.", judgeCommutativity],
  "merge-associative": ["Merging is associative.", judgeAssociativity],
  "merge-inflationary": [
    "A merged state is above both: what is known already changes nothing when it comes again.",
    judgeAbsorption,
  ],
  "reading": ["Reading a replica changes nothing.", judgeReading],
  "arguments-untouched": [
    "Merging leaves the state that it is given as it is.",
    judgeArguments,
  ],
  "nothing-shared": ["Replicas share nothing.", judgeSharing],
};

/** The laws of the lattice, for the states that these plans' runs reach. */
export function lawChecks<Body>(type: DataType<Body>, plans: readonly Plan[]): Check[] {
  return Object.entries(LAWS).map(([name, [promise, judge]]) => ({
    name,
    promise,
    monitor: labMonitor(type, judge as LawJudge<Body>),
    plans,
  }));
}
