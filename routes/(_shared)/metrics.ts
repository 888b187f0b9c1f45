import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { GradingFigures } from "@/grading/open_grading.ts";

/** Counts what the log says, for whoever watches the site. No label holds what a visitor chose. */
export interface Metrics {
  /** Takes every line of the log. */
  count(line: Readonly<Record<string, unknown>>): void;
  /** All of them in Prometheus's text format, with the figures as they are now. */
  text(figures: GradingFigures): Promise<string>;
  readonly contentType: string;
}

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const PART_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Static files, and what leads nowhere: their paths are the visitor's choice. */
const NO_ROUTE = "other";

export function createMetrics(): Metrics {
  const registry = new Registry();
  const counted = countersOf(registry);
  const measured = gaugesOf(registry);
  return {
    contentType: registry.contentType,
    count(line) {
      if (line.event === "request") countRequest(counted, line);
      else if (line.event === "graded") countVerdict(counted, line);
      else if (line.event === "incident") counted.incidents.inc();
      else if (line.event === "cannot-store") counted.storageFaults.inc();
    },
    async text(figures) {
      measure(measured, figures);
      return await registry.metrics();
    },
  };
}

function countersOf(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: "truthlab_http_requests_total",
      help: "Requests answered, by the pattern of their route and the class of their status",
      labelNames: ["route", "status"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "truthlab_http_request_duration_seconds",
      help: "Time until a request was answered, without the body of event streams",
      labelNames: ["route"],
      buckets: REQUEST_SECONDS,
      registers,
    }),
    verdicts: new Counter({
      name: "truthlab_verdicts_total",
      help: "Verdicts stored, by exercise and verdict",
      labelNames: ["exercise", "verdict"],
      registers,
    }),
    partSeconds: new Histogram({
      name: "truthlab_verdict_part_duration_seconds",
      help: "Where the time of a verdict went, by its part",
      labelNames: ["part"],
      buckets: PART_SECONDS,
      registers,
    }),
    incidents: new Counter({
      name: "truthlab_incidents_total",
      help: "Children that said what could not be confirmed: see SECURITY.md",
      registers,
    }),
    storageFaults: new Counter({
      name: "truthlab_storage_faults_total",
      help: "Submissions and drafts refused because nothing could be stored",
      registers,
    }),
  };
}

function countRequest(
  { requests, requestSeconds }: ReturnType<typeof countersOf>,
  line: Readonly<Record<string, unknown>>,
): void {
  const route = typeof line.route === "string" ? line.route : NO_ROUTE;
  requests.inc({ route, status: `${String(line.status)[0]}xx` });
  requestSeconds.observe({ route }, Number(line.milliseconds) / 1000);
}

function countVerdict(
  { verdicts, partSeconds }: ReturnType<typeof countersOf>,
  line: Readonly<Record<string, unknown>>,
): void {
  verdicts.inc({ exercise: String(line.slug), verdict: String(line.verdict) });
  for (const [part, milliseconds] of Object.entries(line.times ?? {})) {
    partSeconds.observe({ part }, Number(milliseconds) / 1000);
  }
}

function gaugesOf(registry: Registry) {
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers });
  const memory = "Memory of the server's process, without its children";
  return {
    submissions: gauge("truthlab_queue_submissions", "Submissions without a verdict", "state"),
    oldest: gauge("truthlab_queue_oldest_wait_seconds", "How long the first of the queue waits"),
    followers: gauge("truthlab_event_streams", "Pages that follow a submission"),
    databaseBytes: gauge("truthlab_database_bytes", "Size of the database's files", "file"),
    resident: gauge("process_resident_memory_bytes", memory),
    heap: gauge("truthlab_heap_used_bytes", "Part of V8's heap that is in use"),
    // Counted elsewhere, by pools that know nothing of this.
    children: new Counter({
      name: "truthlab_children_total",
      help: "Sandboxed processes that were started, that died unexplained, that did not start",
      labelNames: ["event"],
      registers,
    }),
  };
}

function measure(gauges: ReturnType<typeof gaugesOf>, figures: GradingFigures): void {
  const { rss, heapUsed } = Deno.memoryUsage();
  const { started, died, notStarted } = figures.children;
  gauges.submissions.set({ state: "queued" }, figures.queued);
  gauges.submissions.set({ state: "running" }, figures.running);
  gauges.oldest.set(figures.oldestWaitMs / 1000);
  gauges.followers.set(figures.followers);
  gauges.databaseBytes.set({ file: "database" }, figures.databaseBytes);
  gauges.databaseBytes.set({ file: "journal" }, figures.journalBytes);
  gauges.resident.set(rss);
  gauges.heap.set(heapUsed);
  gauges.children.reset();
  gauges.children.inc({ event: "started" }, started);
  gauges.children.inc({ event: "died" }, died);
  gauges.children.inc({ event: "not started" }, notStarted);
}
