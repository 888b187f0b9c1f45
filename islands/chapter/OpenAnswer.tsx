import { useState } from "preact/hooks";
import { Html } from "@/components/Html.tsx";
import { idOf, type KindProps } from "./QuestionParts.tsx";

/** One's own words, and then an answer to compare them with. There is no right or wrong. */
export function OpenAnswer({ question, answer, onAnswer }: KindProps) {
  const id = `${idOf(question)}-text`;
  const [typed, setTyped] = useState<string>();
  if (onAnswer === undefined) return null;
  const keep = (written: string) =>
    onAnswer(written.trim() === "" ? undefined : { given: [], isRight: true, text: written });
  return (
    <>
      <label for={id} class="mt-4 block text-sm text-muted">
        Your answer, kept in this browser only
      </label>
      <textarea
        id={id}
        rows={4}
        value={typed ?? answer?.text ?? ""}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => keep(event.currentTarget.value)}
        class="mt-1.5 block w-full rounded-lg border border-line bg-sunken px-3.5 py-2.5 leading-relaxed"
      />
      <details class="mt-4">
        <summary class="inline-flex min-h-[2.5rem] items-center rounded-md border border-line px-4 text-[0.9375rem] font-semibold hover:border-muted">
          Show a model answer
        </summary>
        <Html html={question.model} class="prose prose-small mt-3" />
      </details>
    </>
  );
}
