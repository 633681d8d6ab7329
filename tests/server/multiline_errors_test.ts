import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { CONCAT, fail, line, MULTILINE, OPEN, pair } from "./multiline_pair.ts";

const INVALID_LINE = fail(
  "MULTILINE_INVALID :A batch takes messages with a text only",
);

Deno.test("a batch is refused once for a line that does not fit, and swallowed", async (t) => {
  const rows = [
    {
      name: "for another target",
      bad: "@batch=1 PRIVMSG #other :x",
      want: fail(
        "MULTILINE_INVALID_TARGET #lobby #other :All lines of a batch have its target",
      ),
    },
    {
      name: "for an unsayable target",
      bad: "@batch=1 PRIVMSG :a b",
      want: INVALID_LINE,
    },
    {
      name: "for an empty target",
      bad: "@batch=1 PRIVMSG  :x y :z",
      want: INVALID_LINE,
    },
    {
      name: "for NOTICE among PRIVMSG",
      bad: "@batch=1 NOTICE #lobby :x",
      want: fail("MULTILINE_INVALID :All lines of a batch have one command"),
    },
    { name: "for TAGMSG", bad: "@batch=1 TAGMSG #lobby", want: INVALID_LINE },
    { name: "for JOIN", bad: "@batch=1 JOIN #x", want: INVALID_LINE },
    {
      name: "for PRIVMSG without a text",
      bad: "@batch=1 PRIVMSG #lobby",
      want: INVALID_LINE,
    },
    {
      name: "for a blank line to be joined",
      bad: line("", CONCAT),
      want: fail("MULTILINE_INVALID :A line to be joined cannot be blank"),
    },
  ];
  for (const { name, bad, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);

      const answer = await server.ask(
        ann,
        OPEN,
        line("a"),
        bad,
        bad,
        line("b"),
        "BATCH -1",
      );

      assertEquals(answer, [want]);
      assertEquals(bob.takeLines(), []);
      await server.ask(ann, OPEN, line("c"), "BATCH -1");
      assertEquals(bob.takeLines().length, 3);
    });
  }
});

Deno.test("a batch that cannot be opened or ended is refused", async (t) => {
  const cannotOpen = fail("MULTILINE_INVALID :Cannot open a batch like this");
  const notOpen = fail("MULTILINE_INVALID :No such batch is open");
  const blank = fail(
    "MULTILINE_INVALID :A message has a line that is not blank",
  );
  const rows = [
    {
      name: "of an unknown type",
      lines: ["BATCH +1 chathistory #lobby"],
      want: [cannotOpen],
    },
    {
      name: "without a target",
      lines: ["BATCH +1 draft/multiline"],
      want: [cannotOpen],
    },
    {
      name: "with an unsayable target",
      lines: ["BATCH +1 draft/multiline :a b"],
      want: [cannotOpen],
    },
    { name: "without a type", lines: ["BATCH +1"], want: [cannotOpen] },
    {
      name: "without a reference",
      lines: ["BATCH + draft/multiline #lobby"],
      want: [notOpen],
    },
    {
      name: "without a mark",
      lines: ["BATCH 1 draft/multiline #lobby"],
      want: [notOpen],
    },
    {
      name: "while another is open",
      lines: [OPEN, "BATCH +2 draft/multiline #lobby"],
      want: [cannotOpen],
    },
    { name: "that is not open", lines: ["BATCH -1"], want: [notOpen] },
    { name: "that is another", lines: [OPEN, "BATCH -2"], want: [notOpen] },
    {
      name: "that was ended",
      lines: [OPEN, line("a"), "BATCH -1", "BATCH -1"],
      want: [notOpen],
    },
    { name: "without lines", lines: [OPEN, "BATCH -1"], want: [blank] },
    {
      name: "with blank lines alone",
      lines: [OPEN, line(""), line(""), "BATCH -1"],
      want: [blank],
    },
    {
      name: "by a line of none that is open",
      lines: [line("a")],
      want: [notOpen],
    },
    {
      name: "by a line of another",
      lines: [OPEN, line("a", "batch=2")],
      want: [notOpen],
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann } = await pair(server);

      assertEquals(await server.ask(ann, ...lines), want);
    });
  }
});

Deno.test("the lines of a batch that was refused are no messages", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);

  await server.ask(
    ann,
    "BATCH +1 draft/multiline",
    line("a"),
    line("b"),
    "BATCH -1",
  );

  assertEquals(bob.takeLines(), []);
});

Deno.test("a batch needs both capabilities", async (t) => {
  for (const capabilities of ["batch", "draft/multiline", "message-tags"]) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const { ann } = await pair(server, capabilities);

      assertEquals(await server.ask(ann, OPEN), [
        fail("MULTILINE_INVALID :Cannot open a batch like this"),
      ]);
    });
  }
});

Deno.test("a failure is told under the label of the opening, once", async (t) => {
  const capabilities = `${MULTILINE} labeled-response echo-message`;
  const rows = [
    {
      name: "in a line",
      lines: [
        `@label=7 ${OPEN}`,
        line("x", CONCAT),
        line("", CONCAT),
        "BATCH -1",
      ],
      want: "MULTILINE_INVALID :A line to be joined cannot be blank",
    },
    {
      name: "at the end",
      lines: [`@label=7 ${OPEN}`, line(""), "BATCH -1"],
      want: "MULTILINE_INVALID :A message has a line that is not blank",
    },
    {
      name: "at the opening",
      lines: ["@label=7 BATCH +1 x"],
      want: "MULTILINE_INVALID :Cannot open a batch like this",
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann } = await pair(server, capabilities);

      assertEquals(await server.ask(ann, ...lines), [`@label=7 ${fail(want)}`]);
    });
  }
});
