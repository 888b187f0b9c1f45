import { NAMES, type Night, type Receipt } from "./night.ts";

const names = (receipts: readonly Receipt[]) =>
  receipts.map(({ buyer }) => buyer).join(" and ").replace(/ and (?=.* and )/g, ", ");

/** What has come of what the reader did last, and why. */
export function tellNight(night: Night): string {
  const { receipts, isCut } = night;
  if (receipts.length === 0) {
    return isCut
      ? "The cable is cut. Each shop has a copy that says: one lamp. Let somebody buy in each of them."
      : "One lamp, two copies of the list, and a cable that keeps them the same. Cut it, let somebody buy in each town, and mend it.";
  }
  if (isCut) return tellApart(night);
  return tellTogether(night);
}

function tellApart({ rule, receipts, copies, bill }: Night): string {
  const differ = copies.berlin.length !== copies.madrid.length ||
    copies.berlin.some(({ buyer }, index) => buyer !== copies.madrid[index].buyer);
  const last = receipts.at(-1)!;
  const where = NAMES[last.shop];
  if (last.told === "unreachable") {
    return `${where} has a lamp and turns ${last.buyer} away: it cannot ask whether the other shop is selling it. Nothing can go wrong, and nobody gets a lamp.`;
  }
  if (last.told === "sold out") {
    return `${last.buyer} is turned away: by ${where}'s copy the lamp is sold.`;
  }
  if (rule !== "ask" && bill.confirmed > 1) {
    const sold = receipts.filter(({ told }) => told === "sold");
    return `One lamp, and ${
      names(sold)
    } all have a receipt for it, as each copy knows of one sale only. Mend the cable.`
      .replace(" all have", sold.length === 2 ? " both have" : " all have");
  }
  return differ
    ? `${where} sold the lamp to ${last.buyer} by its own copy. The other copy still says that there is one.`
    : `Both copies say that the lamp is ${last.buyer}'s.`;
}

function tellTogether({ rule, receipts, bill }: Night): string {
  const gone = receipts.filter(({ told, knownIn }) => told === "sold" && knownIn.length === 0);
  const kept = receipts.filter(({ knownIn }) => knownIn.length > 0);
  if (bill.gone > 0) {
    return `Of the sales that met, the one with the later time stamp was kept. ${
      names(kept)
    } has the lamp; ${names(gone)} ${
      gone.length === 1 ? "has a receipt" : "have receipts"
    } for a sale that no copy knows of.`;
  }
  if (bill.owed > 0) {
    return `Both copies now hold the sales to ${
      names(kept)
    }: nothing confirmed is lost. The stock is −${bill.owed}, and the shop owes ${
      bill.owed === 1 ? "a lamp" : `${bill.owed} lamps`
    }.`;
  }
  if (bill.turnedAway > 0 && bill.confirmed === 0) {
    return "The cable is whole again. Nothing was lost, since nothing was sold: both shops had turned their customers away.";
  }
  const end = rule === "ask"
    ? "it asked the other shop first"
    : "the other shop heard of it at once";
  return bill.confirmed === 1
    ? `Both copies say that the lamp is ${
      names(kept)
    }'s. While the cable is whole this costs nothing: ${end}.`
    : "Both copies say the same.";
}
