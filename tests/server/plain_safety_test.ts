import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

/** C0 but LF, DEL, and C1. */
const CONTROLS = [
  ...Array(0x20).keys(),
  ...Array.from({ length: 0x21 }, (_, n) => 0x7f + n),
]
  .filter((code) => code !== 0x0a)
  .map((code) => String.fromCharCode(code));

Deno.test("no control byte of a peer reaches a terminal raw, wherever it stands", async (t) => {
  const rows: [string, (control: string) => string[]][] = [
    ["a message", (control) => [`PRIVMSG #lobby :a${control}b`]],
    ["its start", (control) => [`PRIVMSG #lobby :${control}`]],
    ["an action", (control) => [`PRIVMSG #lobby :\x01ACTION a${control}b\x01`]],
    ["a notice", (control) => [`NOTICE bob :a${control}b`]],
    ["a topic", (control) => [`TOPIC #lobby :a${control}b`]],
    ["a reason", (control) => [`PART #lobby :a${control}b`, "JOIN #lobby"]],
    ["a line of several", (control) => [
      "BATCH +1 draft/multiline #lobby",
      `@batch=1 PRIVMSG #lobby :a${control}b`,
      `@batch=1 PRIVMSG #lobby :${control}`,
      "BATCH -1",
    ]],
    ["a quit", (control) => [`QUIT :a${control}b`]],
  ];
  for (const [name, linesFor] of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const bob = await server.connect();
      bob.send("bob\n");
      await settle();
      for (const control of CONTROLS) {
        const ann = await server.join("ann", {
          address: "127.0.0.1",
          capabilities: "batch draft/multiline",
        });
        ann.sendLines(...linesFor(control), "QUIT");
        await settle();
      }

      const controls = /[^\P{Cc}\n]/u;
      assertEquals(controls.test(bob.output), false);
      assertEquals(bob.output.includes("ann"), true);
    });
  }
});

Deno.test("nobody can fake a line of somebody else", async (t) => {
  const said = (text: string) => [`PRIVMSG #lobby :${text}`];
  const rows: [string, string[]][] = [
    ["by U+2028", said("x\u2028cleo: y")],
    ["by U+0085", said("x\u0085cleo: y")],
    ["by a carriage return", ["PRIVMSG #lobby :x\rcleo: y"]],
    ["by a colour in front", said("\x03cleo: y")],
    ["by a CTCP that is none", said("\x01ACTION x\x01\x01cleo: y")],
    ["by an action", said("\x01ACTION x\ncleo: y\x01")],
    ["by a nick", ["NICK cleo:", "NICK -cleo", "NICK *", "NICK (private)"]],
    ["by a topic", ["TOPIC #lobby :x\u2028cleo: y"]],
    ["by a reason", ["QUIT :x\u2029cleo: y"]],
    ["by several lines", [
      "BATCH +1 draft/multiline #lobby",
      "@batch=1 PRIVMSG #lobby :x",
      "@batch=1 PRIVMSG #lobby :cleo: y",
      "@batch=1;draft/multiline-concat PRIVMSG #lobby :\u2029cleo: z",
      "BATCH -1",
    ]],
    ["by an action of several lines", [
      "BATCH +1 draft/multiline #lobby",
      "@batch=1 PRIVMSG #lobby :\x01ACTION x",
      "@batch=1 PRIVMSG #lobby :cleo: y\x01",
      "BATCH -1",
    ]],
  ];
  for (const [name, lines] of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const bob = await server.connect();
      bob.send("bob\n");
      const ann = await server.join("ann", {
        capabilities: "batch draft/multiline",
      });
      bob.takeLines();

      ann.sendLines(...lines);
      await settle();

      const heard = bob.output.split(/[\n\r\u0085\u2028\u2029]/).slice(1);
      assertEquals(
        heard.filter((line) => !/^(-- |\* ann |ann: |$)/.test(line)),
        [],
      );
    });
  }
});
