import { useEffect, useRef, useState } from "preact/hooks";

/** How long a step stands when it plays by itself. */
const STEP_MS = { normal: 450, slow: 1_400 };

/**
 * Plays a figure step by step until it is paused, cannot go on, or the reader looks at another tab.
 * It never begins by itself.
 */
export function usePlayback(options: { readonly canStep: boolean; readonly step: () => void }) {
  const [isPlaying, setIsPlaying] = useState(false);
  const [isSlow, setIsSlow] = useState(false);
  const newest = useRef(options);
  newest.current = options;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      const { canStep, step } = newest.current;
      if (canStep && !document.hidden) step();
      else setIsPlaying(false);
    }, isSlow ? STEP_MS.slow : STEP_MS.normal);
    return () => clearInterval(timer);
  }, [isPlaying, isSlow]);
  return { isPlaying, setIsPlaying, isSlow, setIsSlow };
}
