import type { IncomingMessage } from "node:http";
import net from "node:net";

/** A set of addresses and networks, from a list like `10.0.0.0/8, ::1`. */
export class Networks {
  readonly #list = new net.BlockList();

  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = "", prefix] = network.split("/");
      const family = net.isIPv6(address) ? "ipv6" : "ipv4";
      if (prefix === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(prefix), family);
    }
  }

  has(address: string): boolean {
    const family = net.isIPv6(address) ? "ipv6" : "ipv4";
    return net.isIP(address) !== 0 && this.#list.check(address, family);
  }
}

/**
 * The address a request comes from: the socket's, or, when the socket's is a trusted proxy, the
 * last address in X-Forwarded-For that is not. Anybody can write that header; only what a trusted
 * proxy appended counts.
 */
export function remoteAddress(req: IncomingMessage, trusted: Networks): string {
  let address = plain(req.socket.remoteAddress ?? "");
  const header = req.headers["x-forwarded-for"] ?? "";
  const hops = (Array.isArray(header) ? header.join(",") : header).split(",");
  while (trusted.has(address) && hops.length > 0) {
    const before = plain(hops.pop()?.trim() ?? "");
    if (net.isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** Whom to count an address as: an IPv4 address itself, an IPv6 address by its /64, which one customer gets whole. */
export function throttleKey(address: string): string {
  if (!net.isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("%", 1)[0]?.split("::") ?? [];
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const gap = address.includes("::") ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(gap).fill("0"), ...right];
  const network = groups.slice(0, 4).map((group) => parseInt(group, 16));
  return `${network.map((group) => group.toString(16)).join(":")}::/64`;
}

/** IPv4 addresses reach an IPv6 socket as ::ffff:192.0.2.1. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
