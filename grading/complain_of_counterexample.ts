import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import schema from "@/engine/trace.schema.json" with { type: "json" };
import { json, ShapeError } from "@/sandbox/shapes.ts";

/** Names are matched against patterns, which take long on long ones. */
const NAME_LENGTH_MAX = 200;
/** More than any trace has of anything. */
const LIST_LENGTH_MAX = 50_000;
/** Payloads are data of any shape, and all that shows them walks into them. */
const DEPTH_MAX = 250;

const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(withLimits());

/**
 * What is wrong with data as a counterexample, as a clause that names the place; undefined where it is
 * one. The schema is `engine/trace.schema.json`, with limits for what others have made.
 */
export function complainOfCounterexample(data: unknown): string | undefined {
  try {
    json(DEPTH_MAX)(data, "");
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return `it is nested more than ${DEPTH_MAX} levels deep`;
  }
  return validate(data) ? undefined : describe(deepest(validate.errors ?? []));
}

function withLimits(): object {
  const { $defs } = schema;
  const list = <Of extends object>(of: Of) => ({ ...of, maxItems: LIST_LENGTH_MAX });
  const { event, counterexample, trace } = $defs;
  return {
    ...schema,
    $defs: {
      ...$defs,
      node: { ...$defs.node, maxLength: NAME_LENGTH_MAX },
      messageName: { ...$defs.messageName, maxLength: NAME_LENGTH_MAX },
      counterexample: {
        ...counterexample,
        properties: {
          ...counterexample.properties,
          schedule: list(counterexample.properties.schedule),
          slice: list(counterexample.properties.slice),
        },
      },
      trace: {
        ...trace,
        properties: { ...trace.properties, events: list(trace.properties.events) },
      },
      // That no cause is named twice takes long to find out among many.
      event: {
        ...event,
        properties: {
          ...event.properties,
          causes: { ...event.properties.causes, maxItems: 1_000 },
        },
      },
    },
  };
}

/** Of all that does not match, what lies deepest: the places above only say that it does not. */
function deepest(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const told = errors.filter(({ keyword }) => !["oneOf", "anyOf", "if"].includes(keyword));
  const depthOf = ({ instancePath }: ErrorObject) => instancePath.split("/").length;
  return told.reduce<ErrorObject | undefined>(
    (best, error) => best === undefined || depthOf(error) > depthOf(best) ? error : best,
    undefined,
  );
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return "it does not match engine/trace.schema.json";
  const place = error.instancePath.slice(1).replaceAll("/", ".") || "its top";
  const { allowedValues, additionalProperty } = error.params as Record<string, unknown>;
  const values = Array.isArray(allowedValues) ? ` (${allowedValues.join(", ")})` : "";
  const extra = additionalProperty === undefined ? "" : `, and "${additionalProperty}" is none`;
  return `${place} ${error.message}${values}${extra}`.slice(0, 500);
}
