import { Controls } from "../kit/Controls.tsx";
import { SourceTag } from "../kit/SourceTag.tsx";
import { type Design, FIELDS, isAllowed, type Name, NAMES } from "./cost.ts";

/** The reader's numbers. */
export function Inputs({ design, onChange }: {
  design: Design;
  onChange: (name: Name, value: number) => void;
}) {
  return (
    <Controls label="Your numbers">
      <div class="grid w-full grid-cols-2 gap-x-5 gap-y-3 lg:grid-cols-3">
        {NAMES.map((name) => (
          <Input
            key={name}
            name={name}
            value={design[name]}
            onChange={(value) => onChange(name, value)}
          />
        ))}
      </div>
    </Controls>
  );
}

function Input({ name, value, onChange }: {
  name: Name;
  value: number;
  onChange: (value: number) => void;
}) {
  const { label, unit, min, max, isWhole, initial, source } = FIELDS[name];
  return (
    <div class="text-sm">
      <label class="block">
        <span class="text-muted">{label}</span>
        <span class="mt-0.5 flex flex-wrap items-baseline gap-x-2">
          <input
            type="number"
            min={min}
            max={max}
            step={isWhole ? 1 : "any"}
            value={value}
            onChange={({ currentTarget }) => {
              const { valueAsNumber } = currentTarget;
              if (isAllowed(name, valueAsNumber)) onChange(valueAsNumber);
              // What cannot be is put back: the allowed range stands beside it.
              else currentTarget.value = String(value);
            }}
            class="w-28 rounded-md border border-line bg-panel px-2 py-1 tabular-nums disabled:opacity-50"
          />
          <span>{unit}</span>
        </span>
      </label>
      <p class="mt-0.5 text-xs text-muted">
        {min.toLocaleString("en-US")} to {max.toLocaleString("en-US")}{" "}
        <SourceTag source={value === initial ? source : "yours"} />
      </p>
    </div>
  );
}
