import type { Program } from "./use_program.ts";

/** Where the program is written: a text area, until the editor takes its place. */
export function ProgramArea({ program, source, label }: {
  program: Program;
  source: string;
  label: string;
}) {
  const { hasEditor } = program;
  return (
    <>
      <textarea
        ref={program.textarea}
        id="source"
        name="source"
        rows={24}
        hidden={hasEditor}
        required={!hasEditor}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        wrap="off"
        aria-label={label}
        defaultValue={source}
        onInput={program.changed}
        class={`w-full resize-y bg-sunken p-4 font-mono text-[0.8125rem] leading-relaxed ${
          hasEditor ? "hidden" : "block"
        }`}
      />
      <div ref={program.host} />
    </>
  );
}
