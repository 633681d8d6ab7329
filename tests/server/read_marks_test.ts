import { assertEquals } from "@std/assert/equals";
import { MAX_READ_MARKS } from "../../server/read_marks.ts";
import { TestServer } from "../fakes/test_server.ts";

const FIRST = "timestamp=2025-12-30T10:00:00.000Z";
const LATER = "timestamp=2025-12-31T10:00:00.123Z";
/** The time of a test's server. */
const NOW = "timestamp=2026-01-01T00:00:00.000Z";

Deno.test("MARKREAD answers", async (t) => {
  const invalid = (param: string, text: string) =>
    `FAIL MARKREAD INVALID_PARAMS ${param} :${text}`;
  const noTarget = (name: string) =>
    invalid(name, "That is neither a channel nor a nick");
  const noTime = (param: string) =>
    invalid(param, "A mark is timestamp=YYYY-MM-DDThh:mm:ss.sssZ");
  const needs = "FAIL MARKREAD NEED_MORE_PARAMS :Missing parameters";
  const rows = [
    { name: "no mark", lines: ["#a"], want: ["MARKREAD #a *"] },
    {
      name: "a mark that is set",
      lines: [`#a ${FIRST}`, "#a"],
      want: [`MARKREAD #a ${FIRST}`, `MARKREAD #a ${FIRST}`],
    },
    {
      name: "a mark that moves forward",
      lines: [`#a ${FIRST}`, `#a ${LATER}`],
      want: [`MARKREAD #a ${FIRST}`, `MARKREAD #a ${LATER}`],
    },
    {
      name: "the mark that stays where an older one is set",
      lines: [`#a ${LATER}`, `#a ${FIRST}`, "#a"],
      want: Array(3).fill(`MARKREAD #a ${LATER}`),
    },
    {
      name: "a mark in any case of the name",
      lines: [`#Kanal ${FIRST}`, "#KANAL"],
      want: [`MARKREAD #Kanal ${FIRST}`, `MARKREAD #KANAL ${FIRST}`],
    },
    {
      name: "a mark of each target",
      lines: [`#a ${FIRST}`, `bob ${LATER}`, "#a", "bob", "#b"],
      want: [
        `MARKREAD #a ${FIRST}`,
        `MARKREAD bob ${LATER}`,
        `MARKREAD #a ${FIRST}`,
        `MARKREAD bob ${LATER}`,
        "MARKREAD #b *",
      ],
    },
    {
      name: "a mark in the future as of now",
      lines: ["#a timestamp=9999-12-31T23:59:59.999Z"],
      want: [`MARKREAD #a ${NOW}`],
    },
    {
      name: "what is no time with a failure",
      lines: [
        "#a *",
        "#a :",
        "#a 2025-12-30T10:00:00.000Z",
        "#a timestamp=",
        "#a timestamp=2025-12-30T10:00:00Z",
        "#a timestamp=2025-02-30T10:00:00.000Z",
        "#a timestamp=2025-13-30T10:00:00.000Z",
        "#a timestamp=1969-12-30T10:00:00.000Z",
        `#a ${FIRST}x`,
        "#a",
      ],
      want: [
        "*",
        "*",
        "2025-12-30T10:00:00.000Z",
        "timestamp=",
        "timestamp=2025-12-30T10:00:00Z",
        "timestamp=2025-02-30T10:00:00.000Z",
        "timestamp=2025-13-30T10:00:00.000Z",
        "timestamp=1969-12-30T10:00:00.000Z",
        `${FIRST}x`,
      ].map(noTime).concat("MARKREAD #a *"),
    },
    {
      name: "what is no target with a failure",
      lines: ["*", "#", "#a,#b", ":a b", "1a", `@#a ${FIRST}`],
      want: ["*", "#", "#a,#b", "*", "1a", "@#a"].map(noTarget),
    },
    { name: "nothing with a failure", lines: ["", ":"], want: [needs, needs] },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ hasThrottle: false });
      const ann = await server.join("ann", {
        capabilities: "draft/read-marker",
      });

      assertEquals(
        await server.ask(ann, ...lines.map((line) => `MARKREAD ${line}`)),
        want.map((line) => `:test.chat ${line}`),
      );
    });
  }
});

Deno.test("JOIN is followed by MARKREAD before 366, for those with draft/read-marker", async (t) => {
  const rows = [
    {
      capabilities: "draft/read-marker",
      want: ["JOIN", "MARKREAD", "353", "366"],
    },
    {
      capabilities: "draft/read-marker no-implicit-names",
      want: ["JOIN", "MARKREAD"],
    },
    { capabilities: "batch", want: ["JOIN", "353", "366"] },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities, channels: "" });

      const answer = await server.ask(ann, "JOIN #a");

      assertEquals(answer.map((line) => line.split(" ")[1]), want);
    });
  }
});

Deno.test("JOIN tells the mark that a channel has, whoever was in it since", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: "draft/read-marker" });
  const bob = await server.join("bob", { capabilities: "draft/read-marker" });
  await server.ask(ann, "JOIN #a", `MARKREAD #a ${FIRST}`, "PART #a");
  const markIn = (lines: readonly string[]) =>
    lines.filter((line) => line.includes("MARKREAD"));

  assertEquals(markIn(await server.ask(bob, "JOIN #a")), [
    ":test.chat MARKREAD #a *",
  ]);
  assertEquals(markIn(await server.ask(ann, "JOIN #A")), [
    `:test.chat MARKREAD #a ${FIRST}`,
  ]);
});

Deno.test("RENAME takes the marks along, of those who know it and of the others", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "draft/channel-rename draft/read-marker",
    channels: "#a",
  });
  const bob = await server.join("bob", {
    capabilities: "draft/read-marker",
    channels: "#a",
  });
  await server.ask(ann, `MARKREAD #a ${FIRST}`);
  await server.ask(bob, `MARKREAD #a ${LATER}`);

  await server.ask(ann, "RENAME #a #b");

  assertEquals(await server.ask(ann, "MARKREAD #b", "MARKREAD #a"), [
    `:test.chat MARKREAD #b ${FIRST}`,
    ":test.chat MARKREAD #a *",
  ]);
  await server.ask(ann, "RENAME #b #B");
  assertEquals(await server.ask(ann, "MARKREAD #b"), [
    `:test.chat MARKREAD #b ${FIRST}`,
  ]);
});

Deno.test("RENAME that looks like leaving and entering is followed by MARKREAD before 366", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", {
    capabilities: "draft/read-marker",
    channels: "#a",
  });
  await server.ask(bob, `MARKREAD #a ${LATER}`);

  await server.ask(ann, "RENAME #a #b");

  assertEquals(bob.takeLines(), [
    ":bob!bob@192.0.2.1 PART #a",
    ":bob!bob@192.0.2.1 JOIN #b",
    `:test.chat MARKREAD #b ${LATER}`,
    ":test.chat 353 bob = #b :@ann bob",
    ":test.chat 366 bob #b :End of /NAMES list",
  ]);
});

Deno.test("marks end with the session, and the ones not set for the longest are forgotten first", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann");
  for (let count = 0; count < MAX_READ_MARKS; count++) {
    await server.ask(ann, `MARKREAD n${count} ${FIRST}`);
  }
  await server.ask(ann, `MARKREAD n0 ${FIRST}`, `MARKREAD one-more ${FIRST}`);

  assertEquals(await server.ask(ann, "MARKREAD n0", "MARKREAD n1"), [
    `:test.chat MARKREAD n0 ${FIRST}`,
    ":test.chat MARKREAD n1 *",
  ]);
  await server.ask(ann, "QUIT");
  const again = await server.join("ann");
  assertEquals(await server.ask(again, "MARKREAD n0"), [
    ":test.chat MARKREAD n0 *",
  ]);
});

Deno.test("MARKREAD is answered under its label", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "batch labeled-response draft/read-marker",
  });

  assertEquals(await server.ask(ann, `@label=1 MARKREAD #a ${FIRST}`), [
    `@label=1 :test.chat MARKREAD #a ${FIRST}`,
  ]);
});
