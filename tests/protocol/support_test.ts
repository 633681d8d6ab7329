import { assertEquals } from "@std/assert/equals";
import {
  findSupportValue,
  formatSupportValue,
} from "../../protocol/support.ts";

const VALUES: readonly { name: string; text: string; wire: string }[] = [
  { name: "plain text", text: "chat", wire: "chat" },
  { name: "a space", text: "class 5b", wire: "class\\x205b" },
  { name: "an equals sign", text: "a=b", wire: "a\\x3Db" },
  { name: "a backslash", text: "a\\x20b", wire: "a\\x5Cx20b" },
  { name: "letters of any script", text: "Käse 奶", wire: "Käse\\x20奶" },
];

for (const { name, text, wire } of VALUES) {
  Deno.test(`formatSupportValue() writes ${name} so that it is read back`, () => {
    assertEquals(formatSupportValue(text), wire);
    assertEquals(findSupportValue(["n", `K=${wire}`, "are"], "K"), text);
  });
}

Deno.test("findSupportValue() passes over the nick, the text and longer tokens", () => {
  const params = ["NETWORK=nick", "NETWORKS=x", "NETWORK", "NETWORK=text"];

  assertEquals(findSupportValue(params, "NETWORK"), undefined);
});
