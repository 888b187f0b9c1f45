import { canonicalText } from "../monitors/canonical_text.ts";
import type { Trial } from "../suite.ts";
import type { Data, Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { Chronicle, type Shown } from "./chronicle.ts";
import type { DataType, Order } from "./data_type.ts";

/** What makes no sense is refused with a RangeError, and the replica stays as it was. */
export function refusals<Body>(type: DataType<Body>): (trial: Trial) => Monitor {
  return () => new Refusals(type);
}

class Refusals<Body> implements Monitor {
  readonly chronicle = new Chronicle<Body>();
  readonly values = new Map<NodeId, Data>();

  constructor(readonly type: DataType<Body>) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const shown = this.chronicle.follow(moment, observation);
    if (shown === undefined) return;
    const complaint = this.complain(shown);
    this.values.set(shown.node, shown.value);
    if (complaint === undefined) return;
    const { node, step } = shown;
    return { message: `${node} was asked at step ${step} for ${complaint}.`, steps: [step] };
  }

  private complain({ node, asked, refusal, value }: Shown): string | undefined {
    const body = (asked?.body as Order<Body> | undefined)?.update;
    if (body === undefined || !this.type.isRefused?.(body)) return;
    const { tell, show } = this.type;
    if (refusal === undefined) return `${tell(body)}, and did not refuse it`;
    if (refusal !== "RangeError") {
      return `${tell(body)}, and threw ${refusal} instead of a RangeError`;
    }
    const before = this.values.get(node);
    if (canonicalText(before) === canonicalText(value)) return;
    return `${tell(body)} and refused it, but it showed ${show(before)} before, and shows ` +
      `${show(value)} now`;
  }
}
