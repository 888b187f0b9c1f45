import { BreaksHere } from "@/components/BreaksHere.tsx";
import type { Counterexample } from "@/engine/types.ts";
import { placeIn } from "../workspace/place_in.ts";
import { SourceLines } from "./SourceLines.tsx";

/** A run that broke before its first step: the nodes at their start, and where one of them failed. */
export function NothingYet(
  { message, counterexample }: { message: string; counterexample: Counterexample },
) {
  const { program, trace: { nodes } } = counterexample;
  const line = placeIn(message)?.line;
  // The sentence begins with the node that it speaks of.
  const failed = nodes.find((id) =>
    message.startsWith(id) && !/^\w/.test(message.slice(id.length))
  );
  return (
    <div class="space-y-5 px-4 py-4">
      <p>
        Nothing had happened yet: it breaks at step 0, while the nodes start.
      </p>
      <ul class="flex flex-wrap gap-x-6 gap-y-2">
        {nodes.map((id) => (
          <li key={id}>
            <span class="rounded-md bg-sunken px-2.5 py-1 font-mono text-sm font-semibold">
              {id}
            </span>
            {id === failed && " "}
            {id === failed && <BreaksHere />}
          </li>
        ))}
      </ul>
      {program !== "" && line !== undefined && <SourceLines source={program} lines={[line]} />}
    </div>
  );
}
