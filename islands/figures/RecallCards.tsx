import type { FigureAbout } from "@/lib/section.ts";
import { useBets } from "@/islands/bets/use_bets.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";
import { BetsThen } from "./recall_cards/BetsThen.tsx";
import { Boxes } from "./recall_cards/Boxes.tsx";
import { type Card, CARDS } from "./recall_cards/cards.ts";
import { type Desk, readDesk, tellDesk, writeDesk } from "./recall_cards/desk.ts";
import { tellTurns } from "./recall_cards/tell_turns.ts";
import { useMemory } from "./recall_cards/use_memory.ts";

export const about: FigureAbout = {
  title: "Cards to recall the chapter",
  inWords:
    "Twenty cards: the chapter's twelve sentences and eight of its terms, each asked as a question. A card that was known waits 1 day, then 3, 7 and 16; one that was not comes back after three others. What was known is kept in this browser. When no card is due, the bets from the second section are shown, and the reader bets once more.",
};

const ID = "figure-recall-cards";
const FIRST = CARDS[0].key;

/** Cards that come back, and the bets from the beginning. */
export default function RecallCards() {
  const [desk, change, href] = usePermalink<Desk>({
    id: ID,
    initial: { shown: FIRST, isTurned: false },
    write: writeDesk,
    read: readDesk,
  });
  const { memory, due, next, answer, forget } = useMemory((first) => {
    // A link shows its own card; without one it is the one that is due.
    if (first === FIRST || location.hash.startsWith(`#${ID}=`)) return;
    change({ shown: first ?? "bets", isTurned: false });
  });
  const { bets, place } = useBets();
  const card = CARDS.find(({ key }) => key === desk.shown);
  const settle = (wasKnown: boolean) => {
    const after = answer(card!.key, wasKnown);
    change({ shown: after.next ?? "bets", isTurned: false, lastBox: after.box });
  };
  const tells = tellDesk(desk);
  const stands = due === 0
    ? "Nothing is due today. Come back on another day."
    : `${due} of ${CARDS.length} cards are due today.`;
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<p>{card === undefined ? tellTurns(bets) : `${card.asks} ${tells} ${stands}`}</p>}
      caption="What you knew, and the bets, stay in this browser. The lengths of the pauses are ours; that they grow is what matters."
    >
      <Controls label="What is shown">
        <Choice
          label="Show"
          options={[{ value: "cards", text: "Cards" }, { value: "bets", text: "Your bets" }]}
          value={card === undefined ? "bets" : "cards"}
          onChange={(view) =>
            change({ shown: view === "bets" ? "bets" : next ?? FIRST, isTurned: false })}
        />
        <span class="ml-auto text-sm text-muted">
          {stands} <SourceTag source="computed" />
        </span>
      </Controls>
      {card === undefined
        ? <BetsThen bets={bets} onBet={(key, sure) => place(key, "now", sure)} />
        : (
          <Asking
            card={card}
            isTurned={desk.isTurned}
            onTurn={() => change({ ...desk, isTurned: true })}
            onSettle={settle}
          />
        )}
      <Status>{tells}</Status>
      {card === undefined ? <Turns tells={tellTurns(bets)} /> : <Boxes memory={memory} />}
      <Controls label="All cards">
        <SmallButton
          disabled={memory.asked === 0}
          onClick={() => {
            forget();
            change({ shown: FIRST, isTurned: false });
          }}
        >
          Begin all cards anew
        </SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function Asking({ card, isTurned, onTurn, onSettle }: {
  card: Card;
  isTurned: boolean;
  onTurn: () => void;
  onSettle: (wasKnown: boolean) => void;
}) {
  return (
    <>
      <CardFace card={card} isTurned={isTurned} />
      <Controls label="What you do with the card">
        <SmallButton disabled={isTurned} onClick={onTurn}>Turn the card</SmallButton>
        <SmallButton disabled={!isTurned} onClick={() => onSettle(true)}>I knew it</SmallButton>
        <SmallButton disabled={!isTurned} onClick={() => onSettle(false)}>I did not</SmallButton>
      </Controls>
    </>
  );
}

function CardFace({ card, isTurned }: { card: Card; isTurned: boolean }) {
  return (
    <div class="border-b border-line bg-sunken px-4 py-6 sm:px-8">
      <div
        role="group"
        aria-label={isTurned ? "The card, turned" : "The card"}
        class="mx-auto flex min-h-[13rem] max-w-[36rem] flex-col justify-center rounded-xl border border-line bg-panel px-5 py-6 text-center sm:px-8"
      >
        <p class="font-serif text-xl leading-snug">{card.asks}</p>
        {isTurned && (
          <div class="mt-4 border-t border-line pt-4">
            <p class="font-medium leading-snug">{card.answer}</p>
            <p class="mt-2 text-sm">
              <a
                href={`/chapter/${card.see}`}
                class="text-accent underline underline-offset-2"
              >
                Where this is explained
              </a>
            </p>
          </div>
        )}
      </div>
    </div>
  );
}

function Turns({ tells }: { tells: string }) {
  return (
    <p class="border-b border-line px-4 py-3 text-sm sm:px-5">
      {tells}{" "}
      <a href="/chapter/how-sure-are-you" class="text-accent underline underline-offset-2">
        To the bets
      </a>
    </p>
  );
}
