import pg from "pg";

/** All processes of one site listen here. */
const CHANNEL = "truthlab";
/** How long after a lost connection the next is tried. */
const RETRY_MS = 1_000;

/** What processes that share a database tell each other at once. */
export interface News {
  /** Tells all others; one that is not listening at the moment does not hear it later. */
  tell(text: string): void;
  close(): Promise<void>;
}

export interface NewsOptions {
  readonly url: string;
  /** Called with what others have told, and with nothing once it listens again after a gap. */
  readonly onNews: (text: string | undefined) => void;
  readonly log: (line: Record<string, unknown>) => void;
}

/**
 * Listens and tells through PostgreSQL (NOTIFY, at most 8,000 bytes). It makes things quick and
 * carries nothing that must not be lost: who missed a piece of news finds it in the tables.
 */
export async function openNews(options: NewsOptions): Promise<News> {
  const line = new NewsLine(options);
  await line.connect();
  return line;
}

class NewsLine implements News {
  readonly #options: NewsOptions;
  readonly #sender = crypto.randomUUID();
  #client: pg.Client | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  async connect(): Promise<void> {
    const { url, onNews } = this.#options;
    const client = new pg.Client({ connectionString: url, application_name: "truthlab news" });
    client.on("notification", ({ payload = "" }) => {
      const [sender, ...rest] = payload.split(" ");
      if (sender !== this.#sender) onNews(rest.join(" "));
    });
    client.on("error", (error) => this.#lost(client, error));
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.#client = client;
  }

  tell(text: string): void {
    const client = this.#client;
    client?.query("select pg_notify($1, $2)", [CHANNEL, `${this.#sender} ${text}`])
      .catch((error) => this.#lost(client, error));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  /** Both the connection and what was asked through it tell of one loss. */
  #lost(client: pg.Client, error: unknown): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = undefined;
    this.#options.log({ level: "warn", event: "news-lost", error: String(error) });
    client.end().catch(() => {});
    this.#retry();
  }

  #retry(): void {
    this.#timer = setTimeout(async () => {
      try {
        await this.connect();
        this.#options.onNews(undefined);
      } catch {
        if (!this.#isClosed) this.#retry();
      }
    }, RETRY_MS);
  }
}
