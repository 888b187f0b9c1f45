import { generateClass } from "@/tools/generate/generate_class.ts";
import { openDatabase } from "@/db/open_database.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { type Figure, median, timeMs } from "../figure.ts";

const LEARNERS = 2_000;
const SUBMISSIONS = 200_000;
/** The first time statements are prepared and code is compiled. */
const WARM_UPS = 2;
const ASKED = 15;

export const figure: Figure = {
  unit: "ms",
  target: { atMost: 300 },
  method: `The matrix of a cohort of ${LEARNERS.toLocaleString("en")} learners with ` +
    `${SUBMISSIONS.toLocaleString("en")} submissions, sorted by points, from the request to the ` +
    `last byte over loopback: the median of ${ASKED}. The class is drawn from a fixed seed.`,
  async measure() {
    const dataDir = await Deno.makeTempDir();
    try {
      const db = await openDatabase(dataDir);
      const options = { root: Deno.cwd(), learners: LEARNERS, submissions: SUBMISSIONS, seed: 1 };
      const id = await generateClass(db, options);
      await db.destroy();
      return await measureSite(dataDir, `/teach/cohorts/${id}?sort=points&order=desc`);
    } finally {
      await Deno.remove(dataDir, { recursive: true });
    }
  },
};

async function measureSite(dataDir: string, path: string): Promise<number> {
  const site = await startSite(dataDir);
  try {
    const opened = await fetch(`${site.url}/teach/open`, {
      method: "POST",
      body: new URLSearchParams({ token: site.token }),
      headers: { origin: site.url },
      redirect: "manual",
    });
    await opened.body?.cancel();
    const cookie = opened.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
    const open = async () => {
      const response = await fetch(site.url + path, { headers: { cookie } });
      const text = await response.text();
      if (!text.includes(`${LEARNERS.toLocaleString("en")}</span> learners`)) {
        throw new Error(`The matrix was not shown: status ${response.status}`);
      }
    };
    for (let time = 0; time < WARM_UPS; time++) await open();
    const times: number[] = [];
    for (let time = 0; time < ASKED; time++) times.push(await timeMs(open));
    return median(times);
  } finally {
    await site.stop();
  }
}
