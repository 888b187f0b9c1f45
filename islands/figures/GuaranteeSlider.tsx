import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Comparison } from "./guarantee_slider/Comparison.tsx";
import {
  FAR_MS_MAX,
  INITIAL,
  measure,
  type Measured,
  NEAR_MS_MAX,
  readSettings,
  type Settings,
  tellMeasured,
  writeSettings,
} from "./guarantee_slider/measure.ts";
import { Operations, rowsOf, tellRow } from "./guarantee_slider/Operations.tsx";
import { type Guarantee, GUARANTEES } from "./guarantee_slider/replica.ts";
import { Choice, Controls, Slider, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "The same operations under four guarantees",
  inWords:
    "Three replicas, A, B and C, run a store that is eventual, causal, sequential or linearizable. Ana stands beside A, Ben beside B, Cem and Dia beside C, and they do the same each time. Ana posts, Ben answers as soon as he sees the post, and Cem reads the post when he sees the answer. Meanwhile Ana writes p and reads q, and Dia writes q and reads p. Under eventual, Cem sees the answer and not the post. Causal forbids that; still Ana and Dia each miss the other's write. Sequential forbids that too; still somebody reads an old value after a new one was confirmed. Linearizable forbids all three, and its operations take as long as a quorum is away. With all replicas close together the difference in latency is hardly visible.",
};

const ID = "figure-guarantee-slider";

/** What each guarantee lets clients see, and what it makes them wait for. */
export default function GuaranteeSlider() {
  const [settings, change, href] = usePermalink<Settings>({
    id: ID,
    initial: INITIAL,
    write: writeSettings,
    read: readSettings,
  });
  const { guarantee, nearMs, farMs, quorum } = settings;
  const set = (part: Partial<Settings>) => change({ ...settings, ...part });
  const all = useMemo(
    () => GUARANTEES.map((each) => measure(each, settings)),
    [nearMs, farMs, quorum],
  );
  const chosen = all.find((each) => each.guarantee === guarantee)!;
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords measured={chosen} />}
      caption="Ana is at A, Ben at B, Cem and Dia at C. Blue: a write; green: a read that sees what was written; empty: a read that does not. Who looks for something looks again until it is there. Clients stand beside their replica, and disks are left out. The linearizable store asks a quorum and then tells a quorum; a Raft leader, which knows the newest already, saves one of the two round trips."
    >
      <Controls label="The guarantee">
        <Choice<Guarantee>
          label="Guarantee"
          options={GUARANTEES.map((value) => ({ value, text: value }))}
          value={guarantee}
          onChange={(value) => set({ guarantee: value })}
        />
        <span class="ml-auto">
          <SmallButton onClick={() => change(INITIAL)}>Reset</SmallButton>
        </span>
      </Controls>
      <Controls label="Distance and quorum">
        <Slider
          label="One way A–B and B–C"
          value={nearMs}
          min={1}
          max={NEAR_MS_MAX}
          text={`${nearMs} ms`}
          onChange={(value) => set({ nearMs: value })}
        />
        <Slider
          label="One way A–C"
          value={farMs}
          min={1}
          max={FAR_MS_MAX}
          text={`${farMs} ms`}
          onChange={(value) => set({ farMs: value })}
        />
        <Slider
          label="Quorum, if linearizable"
          value={quorum}
          min={1}
          max={3}
          text={`${quorum} of 3`}
          onChange={(value) => set({ quorum: value })}
        />
      </Controls>
      <Operations measured={chosen} />
      <Status>{tellMeasured(chosen, settings)}</Status>
      <Comparison all={all} chosen={guarantee} />
    </FigureFrame>
  );
}

function InWords({ measured }: { measured: Measured }) {
  return (
    <ul>
      {rowsOf(measured.steps).map((steps) => {
        const [{ client, kind, key }] = steps;
        return <li key={client + kind + key}>{client} {kind}s {key}: {tellRow(steps)}.</li>;
      })}
    </ul>
  );
}
