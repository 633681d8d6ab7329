import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { checkName, resolveJoinOptions } from "../../client/options.ts";

Deno.test("resolveJoinOptions() fills in what is missing", () => {
  assertEquals(resolveJoinOptions(undefined, {}), {
    channels: ["#lobby"],
    json: false,
  });
});

Deno.test("resolveJoinOptions() takes every flag", () => {
  const options = resolveJoinOptions("host:1", {
    name: "ann",
    channel: ["a, #b", "c"],
    password: "let me in",
    json: true,
  });

  assertEquals(options, {
    address: { host: "host", port: 1 },
    name: "ann",
    channels: ["#a", "#b", "#c"],
    password: "let me in",
    json: true,
  });
});

Deno.test("resolveJoinOptions() takes one channel, and puts the address's first", () => {
  const options = resolveJoinOptions("irc://host/x,y", { channel: "#a,X,#A" });

  assertEquals(options.channels, ["#x", "#y", "#a"]);
});

Deno.test("resolveJoinOptions() takes an empty password for none", () => {
  assertEquals("password" in resolveJoinOptions("h", { password: "" }), false);
});

Deno.test("resolveJoinOptions() says what is wrong", async (t) => {
  const cases = [
    { name: "no nick", flags: { name: "a b" }, want: '"a_b" would do' },
    { name: "an empty name", flags: { name: "" }, want: 'Cannot use ""' },
    { name: "no channel", flags: { channel: "#a b" }, want: '"#a b"' },
    { name: "a control character", flags: { channel: "a\x07" }, want: "name" },
    { name: "a line break", flags: { password: "a\nb" }, want: "line break" },
  ];
  for (const { name, flags, want } of cases) {
    await t.step(name, () => {
      assertThrows(() => resolveJoinOptions("h", flags), RangeError, want);
    });
  }
});

Deno.test("checkName() passes nicks of any script", () => {
  for (const name of ["ann", "Zoë", "李雷", "[x]-1"]) checkName(name);
});
