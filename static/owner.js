// What this browser keeps of a learner is not for the next one. It runs before anything reads it.
const PREFIX = "truthlab:";
const { owner, kept } = document.documentElement.dataset;
// A copy, and a page that could not find out who asks, say nothing of who that is.
if (owner !== undefined && kept === undefined) {
  try {
    const before = localStorage.getItem(`${PREFIX}owner`) ?? "";
    // Who signs in keeps what they did without an account, as the server does.
    const isSame = owner === before || before === "" ||
      (before.startsWith("visitor-") && owner.startsWith("account-"));
    if (!isSame) {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX)) localStorage.removeItem(key);
      }
    }
    if (owner !== before && owner !== "") localStorage.setItem(`${PREFIX}owner`, owner);
  } catch {
    // A browser that lets nothing be looked at has kept nothing.
  }
}
