/**
 * Whom an IP address stands for where tries are counted. Whose machine has one IPv6 address can have
 * 2^64: the network is named by the first half of it (RFC 4291, section 2.5.4), so that half counts.
 */
export function networkOf(address: string): string {
  const parsed = URL.parse(`http://[${address.replace(/%.*$/, "")}]/`);
  // No IPv6 address: as it is.
  if (parsed === null) return address;
  const [start, end] = parsed.hostname.slice(1, -1).split("::").map((part) =>
    part.split(":").filter((group) => group !== "")
  );
  const zeros = Array(8 - start.length - (end?.length ?? 0)).fill("0");
  const groups = end === undefined ? start : [...start, ...zeros, ...end];
  const mapped = ipv4In(groups);
  return mapped ?? `${groups.slice(0, 4).join(":")}::/64`;
}

/** An IPv4 address that is written as one of IPv6, `::ffff:192.0.2.1`, is an IPv4 address. */
function ipv4In(groups: readonly string[]): string | undefined {
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return undefined;
  return groups.slice(6).flatMap((group) => {
    const bits = parseInt(group, 16);
    return [bits >> 8, bits & 0xff];
  }).join(".");
}
