import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import {
  Networks,
  remoteAddress,
  throttleKey,
} from "~/server/guard/addresses.ts";

function from(socket: string, forwarded?: string): IncomingMessage {
  return {
    socket: { remoteAddress: socket },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  } as unknown as IncomingMessage; // all that is read of it
}

const trusted = new Networks(["10.0.0.0/8", "::1"]);

test.each([
  ["a stranger's header is not believed", "192.0.2.1", "1.2.3.4", "192.0.2.1"],
  ["a proxy's last word counts", "10.1.2.3", "1.2.3.4, 5.6.7.8", "5.6.7.8"],
  ["proxies behind proxies", "::1", "1.2.3.4, 10.9.9.9", "1.2.3.4"],
  ["a proxy without the header", "10.1.2.3", undefined, "10.1.2.3"],
  ["nonsense in the header", "10.1.2.3", "evil", "10.1.2.3"],
  [
    "an IPv4 address in an IPv6 socket",
    "::ffff:10.1.2.3",
    "1.2.3.4",
    "1.2.3.4",
  ],
])("%s", (_, socket, header, expected) => {
  expect(remoteAddress(from(socket, header), trusted)).toBe(expected);
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"],
  ["2001:0DB8:1:2::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s is throttled as %s", (address, key) => {
  expect(throttleKey(address)).toBe(key);
});
