import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { readBody, readForm } from "./read_body.ts";

const post = (body: BodyInit, type = "text/plain") =>
  new Request("http://localhost/", { method: "POST", body, headers: { "content-type": type } });

Deno.test("readBody() waits for no body that does not end", async () => {
  let wasCancelled = false;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new Uint8Array(3)),
    cancel: () => void (wasCancelled = true),
  });

  await assert.rejects(readBody(post(endless), 10, 1), (error) => {
    assert(error instanceof HttpError);
    assert.equal(error.status, 408);
    return true;
  });
  assert(wasCancelled);
});

Deno.test("readBody() takes who goes away while they send for no fault of ours", async () => {
  const cut = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.error(new Error("The connection is gone")),
  });

  await assert.rejects(readBody(post(cut)), { status: 400, message: /cut short/ });
});

Deno.test("readBody() reads what fits, and stops where more comes than may", async () => {
  assert.deepEqual(await readBody(post("abc"), 3), new TextEncoder().encode("abc"));
  assert.equal((await readBody(new Request("http://localhost/"))).length, 0);
  await assert.rejects(readBody(post("abcd"), 3), { status: 413 });
});

Deno.test("readForm() takes no form apart that has more fields than any of ours", async () => {
  const urlencoded = "application/x-www-form-urlencoded";
  const multipart = "multipart/form-data; boundary=x";
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n';
  const parts = (count: number) => `${part.repeat(count)}--x--\r\n`;

  assert.equal((await readForm(post("a&".repeat(1_000), urlencoded))).size, 1);
  assert.equal((await readForm(post(parts(999), multipart))).size, 1);
  const refused = { status: 400, message: /too many fields/ };
  await assert.rejects(readForm(post("a&".repeat(1_001), urlencoded)), refused);
  await assert.rejects(readForm(post("&".repeat(500_000), urlencoded)), refused);
  await assert.rejects(readForm(post(parts(1_000), multipart)), refused);
  const hidden = 'multipart/form-data; a="boundary=y"; boundary=x';
  await assert.rejects(readForm(post(parts(5_000), hidden)), { status: 400 });
});

Deno.test("readForm() reads no file of megabytes that is percent-encoded", async () => {
  const type = "application/x-www-form-urlencoded";
  const text = `a=${"%41".repeat(200_000)}`;

  await assert.rejects(readForm(post(text, type), 256 * 1024 * 1024), { status: 413 });
});
