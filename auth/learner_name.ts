const ADJECTIVES = (
  "Amber Brave Calm Candid Clever Cosmic Curious Daring Eager Early Fleet Gentle Golden " +
  "Hidden Honest Keen Kind Lively Lucid Mellow Merry Nimble Noble Patient Plucky Quick " +
  "Quiet Silver Steady Sunny Tidy Wise"
).split(" ");
const ANIMALS = (
  "Badger Beaver Bison Crane Curlew Dolphin Egret Falcon Ferret Finch Gecko Heron Ibex " +
  "Jackdaw Kestrel Lark Lemur Lynx Marten Newt Ocelot Otter Owl Panda Plover Puffin Raven " +
  "Robin Seal Sparrow Tapir Wren"
).split(" ");

/** A friendly name for somebody who gave none: the same for the same id, such as "Quiet Heron 42". */
export async function learnerName(id: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`name ${id}`));
  const [one, two, three] = new Uint8Array(digest);
  return `${ADJECTIVES[one % ADJECTIVES.length]} ${ANIMALS[two % ANIMALS.length]} ${
    10 + three % 90
  }`;
}
