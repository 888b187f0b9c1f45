import { checkLinearizability, type Model, type Operation } from "../linearizability.ts";
import type { Command, Data, Moment, Monitor, Observation, Violation } from "../types.ts";
import { canonicalText, shown } from "./canonical_text.ts";

/** What an answer tells the client. */
export type Answer<Output> =
  | { readonly kind: "done"; readonly output: Output }
  /** It was refused and can no longer take effect. */
  | { readonly kind: "refused" };

export interface LinearizableOptions<State, Input, Output> {
  readonly model: Model<State, Input, Output>;
  /** Undefined for a command that is no operation of the model. */
  readonly readCommand: (command: Command) => Input | undefined;
  /** Undefined where the answer leaves open whether the operation took or takes effect. */
  readonly readAnswer: (result: Data, input: Input) => Answer<Output> | undefined;
}

/**
 * What clients see could have happened one operation after another, each at some instant between
 * its command and its answer: see `checkLinearizability`. Commands with the same id are retries of
 * one operation; its first answer counts.
 */
export function linearizable<State, Input, Output>(
  options: LinearizableOptions<State, Input, Output>,
): Monitor {
  return new Linearizable(options);
}

interface Call<Input, Output> {
  readonly client: string;
  readonly input: Input;
  readonly calledAt: number;
  readonly calledStep: number;
  attempts: number;
  output?: Output;
  returnedAt: number;
  returnedStep: number;
}

class Linearizable<State, Input, Output> implements Monitor {
  readonly calls = new Map<string, Call<Input, Output>>();
  /** Counts the events of the history: the order is all that matters. */
  time = 0;

  constructor(readonly options: LinearizableOptions<State, Input, Output>) {}

  observe({ step }: Moment, observation: Observation): undefined {
    if (observation.kind === "command") this.call(observation.command, step);
    else if (observation.kind === "reply") this.answer(observation.id, observation.result, step);
  }

  finish(): Violation | undefined {
    const operations = [...this.calls].map(([id, call]): Operation<Input, Output> => ({
      id,
      client: call.client,
      input: call.input,
      output: call.output,
      calledAt: call.calledAt,
      returnedAt: call.returnedAt,
    }));
    const result = checkLinearizability(this.options.model, operations);
    if (result.verdict !== "illegal") return;
    const told = [...result.operations, ...result.context.slice(0, 3)];
    const steps = told.flatMap(({ id }) => {
      const { calledStep, returnedStep } = this.calls.get(id)!;
      return returnedStep < 0 ? [calledStep] : [calledStep, returnedStep];
    });
    return {
      message: `No order of the operations explains these answers: ` +
        `${result.operations.map((each) => this.describe(each)).join("; ")}.`,
      steps: [...new Set(steps)].sort((one, other) => one - other),
    };
  }

  private call(command: Command, step: number): void {
    const known = this.calls.get(command.id);
    if (known !== undefined) {
      known.attempts++;
      return;
    }
    const input = this.options.readCommand(command);
    if (input === undefined) return;
    this.calls.set(command.id, {
      client: command.client,
      input,
      calledAt: this.time++,
      calledStep: step,
      attempts: 1,
      returnedAt: Infinity,
      returnedStep: -1,
    });
  }

  private answer(id: string, result: Data, step: number): void {
    const call = this.calls.get(id);
    if (call === undefined || call.returnedAt !== Infinity) return;
    const answer = this.options.readAnswer(result, call.input);
    if (answer?.kind === "done") {
      call.output = answer.output;
      call.returnedAt = this.time++;
      call.returnedStep = step;
    } else if (answer?.kind === "refused") {
      // Another attempt may be under way, and take effect.
      if (call.attempts === 1) this.calls.delete(id);
    }
  }

  private describe({ id, client, input, output }: Operation<Input, Output>): string {
    const { calledStep, returnedStep } = this.calls.get(id)!;
    const asked = `${client} asked ${shown(canonicalText(input))} at step ${calledStep}`;
    return returnedStep < 0
      ? `${asked} without an answer`
      : `${asked} and got ${shown(canonicalText(output))} at step ${returnedStep}`;
  }
}
