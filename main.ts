import { createApp } from "@/app.ts";
import { openServices } from "@/open_services.ts";
import { listSections } from "@/routes/(_shared)/sections.ts";
import { orExplain, readSettings, refuseArguments, serve } from "@/serve.ts";

await orExplain(async () => {
  refuseArguments(Deno.args);
  const settings = readSettings();
  const services = await openServices(settings);
  const { db, grading } = services;
  // Nobody's page waits for what all pages share.
  const [app] = await Promise.all([createApp(services).load(), listSections()]);
  await serve(app, { ...settings, grading });
  await db.destroy();
});
