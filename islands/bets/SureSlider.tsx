import { Slider } from "@/islands/figures/kit/Controls.tsx";
import { tellSure } from "./bets.ts";

/** How sure somebody is of a claim, between surely false and surely true. */
export function SureSlider({ label, sure, onChange }: {
  label: string;
  sure: number;
  onChange: (sure: number) => void;
}) {
  return (
    <div>
      <Slider
        label={label}
        value={sure}
        min={0}
        max={100}
        step={5}
        text={`${sure} %, ${tellSure(sure)}`}
        onChange={onChange}
      />
      <p aria-hidden="true" class="flex justify-between text-xs text-muted">
        <span>surely false</span>
        <span>surely true</span>
      </p>
    </div>
  );
}
