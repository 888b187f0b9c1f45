import { useState } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { type Bet, tellSure } from "@/islands/bets/bets.ts";
import { SureSlider } from "@/islands/bets/SureSlider.tsx";
import { useBets } from "@/islands/bets/use_bets.ts";
import { CaseList } from "./claims/CaseList.tsx";
import { type Claim, CLAIMS } from "./confidence_ladder/claims.ts";
import { Rungs } from "./confidence_ladder/Rungs.tsx";
import { tellBets } from "./confidence_ladder/tell_bets.ts";
import { Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Seven claims to bet on",
  inWords:
    "Seven claims about replicated data. The reader says how sure each is, from surely false to surely true, and then sees it run in a small cluster: on an ordinary day, and with a fault. All seven hold on the ordinary day. With the fault five fail: those that speak of all copies at one moment, or that take silence for death. The two that hold are about machines that wait for an answer before they promise anything. Then the reader bets once more; both bets are kept in this browser.",
};

const ID = "figure-confidence-ladder";

interface Shown {
  readonly index: number;
  readonly hasRun: boolean;
}

/** `3r`: the third claim, run. The bets are nobody's business, and in no link. */
const write = ({ index, hasRun }: Shown) => `${index + 1}${hasRun ? "r" : ""}`;
const read = (text: string): Shown | undefined => {
  const [, digit, run] = /^([1-7])(r?)$/.exec(text) ?? [];
  return digit === undefined ? undefined : { index: Number(digit) - 1, hasRun: run === "r" };
};

/** Seven claims: bet, run, bet again. */
export default function ConfidenceLadder() {
  const [shown, change, href] = usePermalink<Shown>({
    id: ID,
    initial: { index: 0, hasRun: false },
    write,
    read,
  });
  const { bets, place, forget } = useBets();
  const { index, hasRun } = shown;
  const claim = CLAIMS[index];
  const bet = bets[claim.key] ?? {};
  const show = (next: number) =>
    change({ index: next, hasRun: bets[CLAIMS[next].key]?.before !== undefined });
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords claim={claim} hasRun={hasRun} summary={tellBets(bets)} />}
      caption="Bet before you run, or the number is worth nothing. The bets stay in this browser, and the link does not hold them."
    >
      <div class="grid border-b border-line md:grid-cols-[19rem_1fr]">
        <Rungs chosen={index} bets={bets} onChoose={show} />
        <div class="min-w-0 border-line px-4 py-4 sm:px-5 md:border-l">
          <Betting
            key={claim.key}
            {...{ index, hasRun, bet }}
            onBefore={(sure) => {
              place(claim.key, "before", sure);
              change({ index, hasRun: true });
            }}
            onAfter={(sure) => place(claim.key, "after", sure)}
          />
        </div>
      </div>
      <Status>{tellRun(claim, hasRun)}</Status>
      <p class="border-b border-line px-4 py-3 text-sm sm:px-5">
        {tellBets(bets)} <SourceTag source="computed" />
      </p>
      <Controls label="All bets">
        <SmallButton disabled={index === 0} onClick={() => show(index - 1)}>
          Claim before
        </SmallButton>
        <SmallButton disabled={index === CLAIMS.length - 1} onClick={() => show(index + 1)}>
          Next claim
        </SmallButton>
        <span class="ml-auto">
          <SmallButton
            disabled={Object.keys(bets).length === 0}
            onClick={() => {
              forget();
              change({ index: 0, hasRun: false });
            }}
          >
            Forget all bets
          </SmallButton>
        </span>
      </Controls>
    </FigureFrame>
  );
}

function Betting({ index, hasRun, bet, onBefore, onAfter }: Shown & {
  bet: Bet;
  onBefore: (sure: number) => void;
  onAfter: (sure: number) => void;
}) {
  const claim = CLAIMS[index];
  return (
    <>
      <p class="text-sm text-muted">Claim {index + 1} of {CLAIMS.length}</p>
      <p class="mt-1 font-serif text-xl leading-snug">{claim.text}</p>
      {hasRun
        ? <AfterRun claim={claim} bet={bet} onBet={onAfter} />
        : <BeforeRun bet={bet} onBet={onBefore} />}
    </>
  );
}

function BeforeRun({ bet, onBet }: { bet: Bet; onBet: (sure: number) => void }) {
  const [moved, setMoved] = useState<number>();
  const sure = moved ?? bet.before ?? 50;
  return (
    <div class="mt-4 space-y-3">
      <SureSlider label="How sure are you?" sure={sure} onChange={setMoved} />
      <SmallButton onClick={() => onBet(sure)}>Place the bet and run it</SmallButton>
    </div>
  );
}

function AfterRun({ claim, bet, onBet }: {
  claim: Claim;
  bet: Bet;
  onBet: (sure: number) => void;
}) {
  return (
    <div class="mt-4 space-y-4">
      <CaseList cases={[claim.run(false), claim.run(true)]} />
      <SureSlider
        label="And now?"
        sure={bet.after ?? bet.before ?? 50}
        onChange={onBet}
      />
      <p class="text-sm text-muted">
        {bet.before === undefined
          ? "You have placed no bet on it before the run."
          : `Before the run you said: ${bet.before} %, ${tellSure(bet.before)}.`}
      </p>
    </div>
  );
}

function tellRun(claim: Claim, hasRun: boolean): string {
  if (!hasRun) return "Say how sure you are. Then see it run, on an ordinary day and with a fault.";
  const { holds } = claim.run(true);
  return `On an ordinary day it holds. With a fault it ${
    holds ? "holds as well" : "fails"
  }. ${claim.because}`;
}

function InWords({ claim, hasRun, summary }: {
  claim: Claim;
  hasRun: boolean;
  summary: string;
}) {
  return (
    <>
      <p>The claim: {claim.text} {tellRun(claim, hasRun)}</p>
      <p>{summary}</p>
    </>
  );
}
