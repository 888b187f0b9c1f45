import { Controls, SmallButton, Toggle } from "./Controls.tsx";
import type { usePlayback } from "./use_playback.ts";

export interface StepControlsProps {
  readonly canBack: boolean;
  readonly canStep: boolean;
  readonly onRewind: () => void;
  readonly onBack: () => void;
  readonly onStep: () => void;
  readonly playback: ReturnType<typeof usePlayback>;
}

/** To the start, a step back, a step on, and on by itself, slowly if wanted. */
export function StepControls(props: StepControlsProps) {
  const { canBack, canStep, onRewind, onBack, onStep, playback } = props;
  const { isPlaying, setIsPlaying, isSlow, setIsSlow } = playback;
  return (
    <Controls label="Steps">
      <SmallButton disabled={!canBack} onClick={onRewind}>To the start</SmallButton>
      <SmallButton disabled={!canBack} onClick={onBack}>Back</SmallButton>
      <SmallButton disabled={!canStep} onClick={onStep}>Step</SmallButton>
      <SmallButton disabled={!canStep && !isPlaying} onClick={() => setIsPlaying(!isPlaying)}>
        {isPlaying ? "Pause" : "Play"}
      </SmallButton>
      <Toggle isOn={isSlow} onChange={setIsSlow}>Slow</Toggle>
    </Controls>
  );
}
