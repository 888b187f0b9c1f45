import type { FigureAbout } from "@/lib/section.ts";
import { type Concept, conceptOf, CONCEPTS, isGuarantee, linksOf } from "./concept_map/concepts.ts";
import { type Guarantee, keptBy, playNetwork, type Rule } from "./concept_map/cut.ts";
import { Graph } from "./concept_map/Graph.tsx";
import { INITIAL, readView, tellNetwork, type View, writeView } from "./concept_map/view.ts";
import { Choice, Controls, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "How the words hang together",
  inWords:
    "A map of problems, mechanisms, guarantees and limits, with lines for what solves, gives or limits what. Each leads to a sentence on what it is, what it assumes, and to its section. Each guarantee has a light, which shows whether a small run has kept it. While the network is whole all are lit. When it is cut and both sides answer, only eventual and causal stay lit; when the smaller side refuses, all stay lit, and its clients get errors.",
};

const ID = "figure-concept-map";
const RULES = [{ value: "answer", text: "answers" }, { value: "refuse", text: "refuses" }] as const;

/** A map to walk around in, and a switch that cuts the network. */
export default function ConceptMap() {
  const [view, change, href] = usePermalink<View>({
    id: ID,
    initial: INITIAL,
    write: writeView,
    read: readView,
  });
  const { chosen, network } = view;
  const set = (part: Partial<View["network"]>) =>
    change({ chosen, network: { ...network, ...part } });
  const concept = conceptOf(chosen)!;
  const kept = keptBy(playNetwork(network));
  const choose = (key: string) => change({ chosen: key, network });
  const tells = tellNetwork(network);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords concept={concept} kept={kept} tells={tells} />}
      caption="A light says whether the guarantee was kept in a run with three copies and two clients, one on each side of the cut: a full disc if so, a crossed ring if not."
    >
      <Controls label="The network">
        <Toggle isOn={network.isCut} onChange={(isCut) => set({ isCut })}>Cut the network</Toggle>
        {network.isCut && (
          <>
            <Choice<Rule>
              label="The larger side"
              options={RULES}
              value={network.larger}
              onChange={(larger) => set({ larger })}
            />
            <Choice<Rule>
              label="The smaller side"
              options={RULES}
              value={network.smaller}
              onChange={(smaller) => set({ smaller })}
            />
          </>
        )}
      </Controls>
      <Status>{tells}</Status>
      <Graph chosen={chosen} kept={kept} onChoose={choose} />
      <About concept={concept} onChoose={choose} />
      <Controls label="The map">
        <SmallButton
          disabled={writeView(view) === writeView(INITIAL)}
          onClick={() => change(INITIAL)}
        >
          Start again
        </SmallButton>
        <span class="text-sm text-muted">
          {kept.size} of {CONCEPTS.filter(isGuarantee).length} lights are on{" "}
          <SourceTag source="computed" />
        </span>
      </Controls>
    </FigureFrame>
  );
}

function About({ concept, onChoose }: {
  concept: Concept;
  onChoose: (key: string) => void;
}) {
  return (
    <section
      aria-label={concept.name}
      class="grid gap-x-8 gap-y-3 border-b border-line px-4 py-4 sm:grid-cols-2 sm:px-5"
    >
      <div class="min-w-0 text-[0.9375rem] leading-snug">
        <p class="text-sm text-muted">{concept.kind}</p>
        <p class="font-serif text-xl">{concept.name}</p>
        <p class="mt-1.5">{concept.is}</p>
        <p class="mt-1.5">
          <span class="text-muted">Assumes:</span> {concept.assumes}
        </p>
        <p class="mt-1.5">
          <a href={`/chapter/${concept.see}`} class="text-accent underline underline-offset-2">
            To its section
          </a>
        </p>
      </div>
      <ul class="space-y-1.5 text-sm" aria-label="Its lines on the map">
        {linksOf(concept.key).map(({ from, does, to }) => {
          const other = conceptOf(from === concept.key ? to : from)!;
          return (
            <li key={other.key} class="flex flex-wrap items-center gap-2">
              {from === concept.key && <span class="text-muted">{does}</span>}
              <SmallButton onClick={() => onChoose(other.key)}>{other.name}</SmallButton>
              {to === concept.key && <span class="text-muted">{does} it</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function InWords({ concept, kept, tells }: {
  concept: Concept;
  kept: ReadonlySet<Guarantee>;
  tells: string;
}) {
  const lit = CONCEPTS.filter(isGuarantee).filter(({ key }) => kept.has(key));
  return (
    <>
      <p>{concept.name} ({concept.kind}): {concept.is}</p>
      <p>{tells} Lit: {lit.map(({ name }) => name).join(", ")}.</p>
    </>
  );
}
