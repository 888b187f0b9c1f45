import { SelectField, TextField } from "@/components/Field.tsx";
import type { CohortSettings } from "@/db/cohorts.ts";
import { isTimeZone } from "@/lib/zoned_time.ts";

const LATE_RULES = {
  mark: "Accept it, and mark it as late",
  percent: "Take a part of its score off for each day begun",
  refuse: "Refuse it",
};
const HIDDEN_NAMES = {
  all: "Of all checks",
  failed: "Of checks that failed",
  none: "Of none",
};
const SOLUTIONS_OPEN = {
  passed: "To each learner who has passed",
  due: "To everybody, once the due time is over",
  "passed and due": "To each learner who has passed, once the due time is over",
  never: "Never",
};

/** The form as it was filled in, and what is wrong with each field. */
export interface CohortDraft {
  readonly values: Readonly<Record<keyof CohortSettings, string>>;
  readonly errors: Readonly<Partial<Record<keyof CohortSettings, string>>>;
}

export const NEW_COHORT: CohortDraft = {
  values: {
    name: "",
    timeZone: "UTC",
    lateRule: "mark",
    latePercent: "10",
    hiddenNames: "all",
    solutionsOpen: "passed",
  },
  errors: {},
};

const NAME_LENGTH_MAX = 80;

/** Reads the form: either settings to store, or the form again with what is wrong. */
export function readCohort(
  field: (name: string) => string,
): { settings: CohortSettings } | { draft: CohortDraft } {
  const names = Object.keys(NEW_COHORT.values) as (keyof CohortSettings)[];
  const values = Object.fromEntries(
    names.map((name) => [name, field(name)]),
  ) as CohortDraft["values"];
  const { name, timeZone, lateRule, latePercent, hiddenNames, solutionsOpen } = values;
  const percent = Number(latePercent);
  const errors: Record<string, string> = {};
  if (name === "" || name.length > NAME_LENGTH_MAX) {
    errors.name = `Write a name of at most ${NAME_LENGTH_MAX} letters.`;
  }
  if (!isTimeZone(timeZone)) {
    errors.timeZone = `"${timeZone}" is no time zone: write one like Europe/Berlin.`;
  }
  if (!Object.hasOwn(LATE_RULES, lateRule)) errors.lateRule = "Choose one.";
  if (!/^\d{1,3}$/.test(latePercent) || percent < 1 || percent > 100) {
    errors.latePercent = "Write a whole number from 1 to 100.";
  }
  if (!Object.hasOwn(HIDDEN_NAMES, hiddenNames)) errors.hiddenNames = "Choose one.";
  if (!Object.hasOwn(SOLUTIONS_OPEN, solutionsOpen)) errors.solutionsOpen = "Choose one.";
  if (Object.keys(errors).length > 0) return { draft: { values, errors } };
  return { settings: { ...values, latePercent: percent } as CohortSettings };
}

/** The fields of a cohort's settings. */
export function CohortFields({ draft: { values, errors } }: { draft: CohortDraft }) {
  const text = (name: keyof CohortSettings) => ({
    name,
    value: values[name],
    error: errors[name],
    required: true,
  });
  const choice = (name: keyof CohortSettings) => ({ name, value: values[name] });
  return (
    <div class="grid gap-5">
      <TextField label="Name" maxLength={NAME_LENGTH_MAX} {...text("name")} />
      <div>
        <TextField
          label="Time zone"
          list="time-zones"
          hint="Due times are told in it: Europe/Berlin, for example."
          {...text("timeZone")}
        />
        <TimeZones />
      </div>
      <div class="grid items-start gap-5 sm:grid-cols-[1fr_11rem]">
        <Choice label="A late submission" choices={LATE_RULES} {...choice("lateRule")} />
        <TextField
          label="Percent a day"
          type="number"
          min={1}
          max={100}
          {...text("latePercent")}
        />
      </div>
      <div>
        <Choice
          label="Names of hidden checks that learners see"
          choices={HIDDEN_NAMES}
          {...choice("hiddenNames")}
        />
        <p class="mt-1.5 text-sm text-muted">
          The sentence that tells what went wrong, and the run that shows it, are always theirs.
        </p>
      </div>
      <Choice label="Solutions open" choices={SOLUTIONS_OPEN} {...choice("solutionsOpen")} />
    </div>
  );
}

function TimeZones() {
  return (
    <datalist id="time-zones">
      {Intl.supportedValuesOf("timeZone").map((zone) => <option key={zone} value={zone} />)}
    </datalist>
  );
}

function Choice({ label, name, value, choices }: {
  label: string;
  name: string;
  value: string;
  choices: Readonly<Record<string, string>>;
}) {
  return (
    <SelectField label={label} name={name}>
      {Object.entries(choices).map(([key, text]) => (
        <option key={key} value={key} selected={key === value}>{text}</option>
      ))}
    </SelectField>
  );
}
