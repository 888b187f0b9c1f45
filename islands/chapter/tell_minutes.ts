/** "40 min", and from an hour on "1 h 15 min": how long it takes to read and try. */
export function tellMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`]
    .filter((part) => part !== false).join(" ");
}
