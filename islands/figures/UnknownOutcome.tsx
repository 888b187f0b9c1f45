import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { UndoReset } from "./kit/UndoReset.tsx";
import { useActs } from "./kit/use_acts.ts";
import { AMOUNT, BALANCE } from "./unknown_outcome/account_node.ts";
import { ClientCard } from "./unknown_outcome/ClientCard.tsx";
import { Outcomes } from "./unknown_outcome/Outcomes.tsx";
import { tellPayment } from "./unknown_outcome/outcomes.ts";
import {
  ACTS,
  type Instant,
  INSTANT_NAMES,
  INSTANTS,
  type Payment,
  playPayment,
  type Setting,
  SETTINGS,
} from "./unknown_outcome/payment.ts";
import { Servers } from "./unknown_outcome/Servers.tsx";

export const about: FigureAbout = {
  title: "A payment whose answer never came",
  inWords:
    "A client asks a cluster of five servers, led by n1, to take 30 from an account that holds 100. The reader chooses the instant at which the leader crashes: before it has the request, when it has stored it, when one or two followers have stored it too, when it has committed it, or when only the answer is lost. The client hears nothing in every one of these cases. Another server is elected, and depending on whether it has the entry the payment is carried out or overwritten. If the client now tries again without a request id, the account is charged once or twice, depending on an instant that the client cannot see. With a request id it is charged once, whatever the instant.",
};

const ID = "figure-unknown-outcome";

/** The log knows what became of a write, and the client does not. */
export default function UnknownOutcome() {
  const figure = useActs<Setting>({ id: ID, settings: SETTINGS, acts: ACTS, initial: "2n~" });
  const { setting, acts, act, choose, load, href } = figure;
  const [instant, ids] = setting as unknown as [Instant, "i" | "n"];
  const payment = useMemo(() => playPayment(setting, acts), [setting, acts]);
  const hasEnded = payment.hasRetried || payment.hasGivenUp;
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords payment={payment} />}
      caption={`The account holds ${BALANCE}, and the client wants to take ${AMOUNT}. A box in a log is an entry, with its term; with a tick, the server has carried it out. Dashed: it may still be lost.`}
    >
      <Controls label="When the answer is lost">
        <Choice
          label="The crash comes"
          options={INSTANTS.map((value) => ({ value, text: INSTANT_NAMES[value] }))}
          value={instant}
          onChange={(next) => load(`${next}${ids}~`)}
        />
      </Controls>
      <Controls label="Request ids">
        <Choice
          label="A retry carries"
          options={[
            { value: "n", text: "no id" },
            { value: "i", text: "client and number 7" },
          ]}
          value={ids}
          onChange={(next) => choose(`${instant}${next}`)}
        />
      </Controls>
      <Controls label="What happens">
        <NextActs payment={payment} act={act} />
        <UndoReset figure={figure} />
      </Controls>
      <div class="grid border-b border-line md:grid-cols-[minmax(0,1fr)_17rem]">
        <Servers payment={payment} />
        <ClientCard payment={payment} />
      </div>
      <Status>{tellPayment(payment)}</Status>
      {hasEnded && <Outcomes first={acts[0] === "l4" ? "n4" : "n2"} instant={instant} />}
    </FigureFrame>
  );
}

function NextActs({ payment, act }: { payment: Payment; act: (act: string) => void }) {
  const { leader, hasRetried, hasGivenUp, servers } = payment;
  if (leader === undefined) {
    return (
      <>
        <SmallButton onClick={() => act("l2")}>n2 asks for votes</SmallButton>
        <SmallButton onClick={() => act("l4")}>n4 asks for votes</SmallButton>
      </>
    );
  }
  const hasEnded = hasRetried || hasGivenUp;
  return (
    <>
      <SmallButton disabled={hasEnded} onClick={() => act("r")}>The client tries again</SmallButton>
      <SmallButton disabled={hasEnded} onClick={() => act("g")}>The client gives up</SmallButton>
      <SmallButton disabled={servers[0].isUp} onClick={() => act("b")}>n1 comes back</SmallButton>
    </>
  );
}

function InWords({ payment: { servers, client, charges } }: { payment: Payment }) {
  return (
    <ul>
      {servers.map(({ id, isUp, isLeader, log, committed, balance }) => (
        <li key={id}>
          {id} {!isUp ? "is down" : isLeader ? "leads" : "follows"}, has {log.length}{" "}
          {log.length === 1 ? "entry" : "entries"}
          {isUp && `, has carried out ${committed}, and holds a balance of ${balance}`}.
        </li>
      ))}
      <li>
        {client.knows === "done"
          ? `The client was told: done, ${client.balance} left.`
          : "The client has no answer."}
      </li>
      <li>The account was charged {charges === 1 ? "once" : `${charges} times`}.</li>
    </ul>
  );
}
