import { assertEquals } from "@std/assert/equals";
import { listAddresses } from "../../client/list_addresses.ts";

Deno.test("listAddresses() gives the addresses by which others can be reached", () => {
  const addresses = [
    ["lo", "127.0.0.1"],
    ["lo", "::1"],
    ["eth0", "192.0.2.1"],
    ["eth0", "fe80::1"],
    ["eth1", "169.254.7.7"],
    ["wlan0", "2001:db8::1"],
  ] as const;

  assertEquals(
    listAddresses(() =>
      addresses.map(([name, address]) => ({ name, address }))
    ),
    ["eth0 192.0.2.1", "wlan0 2001:db8::1"],
  );
});

Deno.test("listAddresses() gives none where it may not look", () => {
  const forbidden = () => {
    throw new Deno.errors.NotCapable("no");
  };

  assertEquals(listAddresses(forbidden), []);
});
