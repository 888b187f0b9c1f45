import { type Attributes, type Span, SpanStatusCode, trace } from "@opentelemetry/api";

/**
 * Lets OpenTelemetry see how long a piece of work takes and what came of it. Deno sends that where
 * it is started with OTEL_DENO=true; else nothing is recorded.
 */
export async function withSpan<Result>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return await trace.getTracer("truthlab").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}
