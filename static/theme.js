// A page that the browser kept for days without a network knows nobody's choice.
const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
if (chosen) document.documentElement.dataset.theme ??= chosen;

// Switches the colours at once; without this script the form asks the server, and the page reloads.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-theme-form]") || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  form.querySelector(theme === "dark" ? ".to-light" : ".to-dark")?.focus();
  const body = new URLSearchParams({ theme });
  fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {
    // Without a network the choice is kept all the same.
    document.cookie = `theme=${theme}; path=/; max-age=34560000; samesite=lax`;
  });
});
