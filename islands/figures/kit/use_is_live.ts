import { useEffect, useState } from "preact/hooks";

/** False on the server and until the browser has hydrated the island; then true. */
export function useIsLive(): boolean {
  const [isLive, setIsLive] = useState(false);
  useEffect(() => setIsLive(true), []);
  return isLive;
}
