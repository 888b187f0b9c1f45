/** Each way of signing in, as a browser goes it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startProvider } from "@/tests/server/start_provider.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const PASSWORD = "a few plain words";

const chromium = await openBrowser();
const provider = await startProvider();
const site = await startSite(undefined, {
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.clientId,
  OIDC_CLIENT_SECRET: provider.clientSecret,
  OIDC_NAME: "the university",
});

const account = (page: Page, name: string) =>
  page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

Deno.test("without JavaScript one signs up, out and in again with a password", async () => {
  const { page, close } = await visit(chromium.browser, { javaScriptEnabled: false });
  try {
    await page.goto(`${site.url}/account`);
    await page.getByRole("link", { name: "Make an account" }).click();
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@example.org");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByRole("alert").getByText("this has 5").waitFor();
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the account" }).click();
    await account(page, "Ada");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await page.getByLabel("E-mail address").fill("ada@example.org");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await account(page, "Ada");
  } finally {
    await close();
  }
});

Deno.test("a passkey makes an account, and opens it again", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    // A passkey is bound to a name: an address of numbers has none.
    const url = site.url.replace("127.0.0.1", "localhost");
    await page.goto(`${url}/account/sign-up`);
    await page.getByLabel("Your name").fill("Grace");
    await page.getByRole("button", { name: /With a passkey/ }).click();
    await account(page, "Grace");
    await page.getByText("With a passkey of Chromium").waitFor();
    await inspect(page);
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.goto(`${url}/account/sign-in?from=/exercises`);
    const enter = page.getByRole("button", { name: "Sign in with a passkey" });
    await enter.waitFor();
    await inspect(page);
    const sent = page.waitForRequest(/\/api\/passkeys\/enter$/);
    await enter.click();
    const answer = (await sent).postDataJSON();
    await page.getByRole("heading", { level: 1, name: "Exercises" }).waitFor();
    assert.equal(await replay(page, answer), 422, "an answer is good for its question alone");
    await page.goto(`${url}/account`);
    await account(page, "Grace");
    await page.getByRole("button", { name: /^Remove/ }).click();
    await page.getByText("Only this browser knows you").waitFor();
    // The browser tells of the answer that was refused.
    assert.deepEqual(errors.filter((text) => !text.includes("status of 422")), []);
  } finally {
    await close();
  }
});

/** Sends an answer that was given before, to a new question; resolves with the status. */
async function replay(page: Page, answer: unknown): Promise<number> {
  return await page.evaluate(async (answer) => {
    const post = (path: string, body: unknown) =>
      fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
    await post("/api/passkeys/options", { purpose: "enter" });
    return (await post("/api/passkeys/enter", answer)).status;
  }, answer);
}

Deno.test("who forgot the password comes back by a reset link, once", async () => {
  const [ada, owner] = [await visit(chromium.browser), await visit(chromium.browser)];
  try {
    await ada.page.goto(`${site.url}/account/sign-up`);
    await ada.page.getByLabel("Your name").fill("Ada Byron");
    await ada.page.getByLabel("E-mail address").fill("byron@example.org");
    await ada.page.getByLabel("Password").fill("forgotten words");
    await ada.page.getByRole("button", { name: "Make the account" }).click();
    await account(ada.page, "Ada Byron");

    await owner.page.goto(`${site.url}/teach/open`);
    await owner.page.getByLabel("Token").fill(site.token);
    await owner.page.getByRole("button", { name: "Open" }).click();
    await owner.page.getByRole("link", { name: "People and roles" }).click();
    await owner.page.getByRole("link", { name: "Ada Byron" }).waitFor();
    await inspect(owner.page);
    await owner.page.getByRole("link", { name: "Ada Byron" }).click();
    await owner.page.getByRole("button", { name: "Make a reset link" }).click();
    const link = (await owner.page.getByText("/account/reset#").textContent())!.trim();
    await inspect(owner.page);

    await ada.page.goto(link);
    // The code is in the field, and in the address no more.
    await ada.page.waitForFunction(
      (code) => document.querySelector<HTMLInputElement>("[name=code]")?.value === code,
      link.split("#")[1],
    );
    await ada.page.waitForURL(`${site.url}/account/reset`);
    await inspect(ada.page);
    await ada.page.getByRole("button", { name: "Go on" }).click();
    await ada.page.getByRole("heading", { name: "Come back as Ada Byron" }).waitFor();
    await inspect(ada.page);
    await ada.page.getByLabel("New password").fill(PASSWORD);
    await ada.page.getByRole("button", { name: "Set it and sign in" }).click();
    await account(ada.page, "Ada Byron");
    await ada.page.goto(`${site.url}/account/password`);
    await inspect(ada.page);
    assert.deepEqual([...ada.errors, ...owner.errors], []);
  } finally {
    await ada.close();
    await owner.close();
  }
});

Deno.test("an account elsewhere opens one here", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/account/sign-up`);
    await inspect(page);
    await page.getByRole("link", { name: "Sign in with the university" }).click();
    await account(page, "Grace Hopper");
    await page.getByText("With the university").waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
  await provider.stop();
});
