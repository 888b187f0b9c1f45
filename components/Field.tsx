import type { ComponentChildren, InputHTMLAttributes, SelectHTMLAttributes } from "preact";

const BOX =
  "mt-1.5 block min-h-[2.5rem] w-full rounded-md border border-muted bg-panel px-3 text-[0.9375rem]";

/** A line of text, or whatever else an input takes, below its label. */
export function TextField({ label, name, ...rest }: InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  name: string;
}) {
  return (
    <label class="block min-w-0 text-sm font-semibold">
      {label}
      <input {...rest} name={name} class={`${BOX} font-normal`} />
    </label>
  );
}

/** A choice among a few, below its label. */
export function SelectField({ label, name, children, ...rest }:
  & SelectHTMLAttributes<HTMLSelectElement>
  & { label: string; name: string; children: ComponentChildren }) {
  return (
    <label class="block min-w-0 text-sm font-semibold">
      {label}
      <select {...rest} name={name} class={`${BOX} font-normal`}>{children}</select>
    </label>
  );
}
