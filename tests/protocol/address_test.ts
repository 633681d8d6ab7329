import { assertEquals } from "@std/assert/equals";
import { formatAddress } from "../../protocol/address.ts";

Deno.test("formatAddress() puts IPv6 in brackets", () => {
  assertEquals(formatAddress("::1", 1), "[::1]:1");
  assertEquals(formatAddress("192.0.2.1", 1), "192.0.2.1:1");
  assertEquals(formatAddress("chat.example", 1), "chat.example:1");
});
