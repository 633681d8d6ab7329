import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import {
  checkName,
  readPassword,
  resolveJoinOptions,
} from "../../client/options.ts";

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
    quiet: true,
    once: true,
  });

  assertEquals(options, {
    address: { host: "host", port: 1 },
    name: "ann",
    channels: ["#a", "#b", "#c"],
    password: "let me in",
    json: true,
    quiet: true,
    once: true,
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

Deno.test("readPassword() drops line breaks at the end", async (t) => {
  const cases = [
    { text: "s3cret\n", want: "s3cret" },
    { text: "s3cret\r\n\r\n", want: "s3cret" },
    { text: " a b ", want: " a b " },
    { text: "\n", want: "" },
  ];
  for (const { text, want } of cases) {
    await t.step(JSON.stringify(text), () => {
      assertEquals(readPassword(text), want);
      const { password = "" } = resolveJoinOptions("h", { password: text });
      assertEquals(password, want);
    });
  }
});

Deno.test("readPassword() says what is wrong without telling the password", async (t) => {
  const cases = [
    { name: "a line break", text: "hunter\n2", want: "a line break or a NUL" },
    { name: "a NUL", text: "hunter\0", want: "a line break or a NUL" },
    { name: "a long one", text: "hunter".repeat(99), want: "it is too long" },
  ];
  for (const { name, text, want } of cases) {
    await t.step(name, () => {
      const { message } = assertThrows(
        () => readPassword(text),
        RangeError,
        want,
      );
      assertEquals(message.includes("hunter"), false);
    });
  }
});

Deno.test("checkName() says what is wrong in one sentence", () => {
  const { message } = assertThrows(() => checkName("a b"), RangeError);

  assertEquals(
    message,
    'Cannot use "a b" as a name as only letters, digits and -_[]\\`^{|} are ' +
      'allowed (32 at most, no digit or - first): "a_b" would do',
  );
});

Deno.test("checkName() passes nicks of any script", () => {
  for (const name of ["ann", "Zoë", "李雷", "[x]-1"]) checkName(name);
});

Deno.test("resolveJoinOptions() reads an account", async (t) => {
  const cases = [
    { sasl: "ann:s3cret", want: { account: "ann", password: "s3cret" } },
    { sasl: "ann:a:b\n", want: { account: "ann", password: "a:b" } },
    { sasl: "ann:", want: { account: "ann", password: "" } },
    { sasl: "ann", want: { account: "ann" } },
    { sasl: "", want: undefined },
  ];
  for (const { sasl, want } of cases) {
    await t.step(JSON.stringify(sasl), () => {
      assertEquals(resolveJoinOptions("h", { sasl }).sasl, want);
    });
  }
});

Deno.test("resolveJoinOptions() says what is wrong with an account", () => {
  assertThrows(
    () => resolveJoinOptions("h", { sasl: ":hunter2" }),
    RangeError,
    "Cannot log in as no account is named: write --sasl account:password",
  );
});
