import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

/** False on the server and until the browser has hydrated the island; then true. */
export function useIsLive(): boolean {
  const [isLive, setIsLive] = useState(false);
  useEffect(() => setIsLive(true), []);
  return isLive;
}

/** What `FigureFrame` tells all that stands in it. */
export const Live = createContext(true);

/** Whether somebody listens: until then a control of a figure must be disabled. */
export function useLive(): boolean {
  return useContext(Live);
}
