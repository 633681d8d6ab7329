import { assertEquals } from "@std/assert/equals";
import type { CapabilityName } from "../../protocol/capabilities.ts";
import {
  createOutgoing,
  type Outgoing,
  textOf,
} from "../../server/outgoing.ts";
import { formatFor, PLAIN_VARIANT, variantOf } from "../../server/variants.ts";

const ONE = createOutgoing("PRIVMSG", ["#a", "hi"], {
  time: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  source: "ann!ann@host",
  msgid: "id-1",
  tags: new Map([["+x", "1 2"]]),
});
const MANY = createOutgoing("PRIVMSG", ["#a"], {
  time: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  source: "ann!ann@host",
  msgid: "id-1",
  tags: new Map([["+x", "1"]]),
  lines: [
    { text: "", concat: false },
    { text: "one ", concat: false },
    { text: "two", concat: true },
    { text: "", concat: false },
    { text: ":three", concat: false },
  ],
});
const SAID = ":ann!ann@host PRIVMSG #a";
const TIME = "time=2026-01-02T03:04:05.006Z";

/** The lines that a client with some capabilities gets. */
function linesFor(
  capabilities: string,
  message: Outgoing = ONE,
  own: ReadonlyMap<string, string> = new Map(),
): string[] {
  const names = capabilities.split(" ") as CapabilityName[];
  const text = formatFor(variantOf(new Set(names)), message, own);
  assertEquals(text === "" || text.endsWith("\r\n"), true);
  return text.split("\r\n").slice(0, -1);
}

Deno.test("formatFor() writes a message for a set of capabilities", async (t) => {
  const rows = [
    ["", `${SAID} :hi`],
    ["batch echo-message labeled-response multi-prefix", `${SAID} :hi`],
    ["server-time", `@${TIME} ${SAID} :hi`],
    ["message-tags", `@msgid=id-1;+x=1\\s2 ${SAID} :hi`],
    ["message-tags server-time", `@${TIME};msgid=id-1;+x=1\\s2 ${SAID} :hi`],
    ["draft/multiline batch", `${SAID} :hi`],
  ] as const;
  for (const [capabilities, want] of rows) {
    await t.step(capabilities, () => {
      assertEquals(linesFor(capabilities), [want]);
    });
  }
});

Deno.test("formatFor() writes a multi-line message for a set of capabilities", async (t) => {
  const lines = [
    `@batch=id-1 ${SAID} :`,
    `@batch=id-1 ${SAID} :one `,
    `@batch=id-1;draft/multiline-concat ${SAID} :two`,
    `@batch=id-1 ${SAID} :`,
    `@batch=id-1 ${SAID} ::three`,
  ];
  const open = ":ann!ann@host BATCH +id-1 draft/multiline #a";
  const close = ":ann!ann@host BATCH -id-1";
  const rows = [
    { capabilities: "draft/multiline batch", want: [open, ...lines, close] },
    {
      capabilities: "draft/multiline batch server-time message-tags",
      want: [`@${TIME};msgid=id-1;+x=1 ${open}`, ...lines, close],
    },
    {
      capabilities: "draft/multiline",
      want: [`${SAID} :one `, `${SAID} :two`, `${SAID} ::three`],
    },
    {
      capabilities: "batch",
      want: [`${SAID} :one `, `${SAID} :two`, `${SAID} ::three`],
    },
    {
      capabilities: "server-time message-tags",
      want: [
        `@${TIME};msgid=id-1;+x=1 ${SAID} :one `,
        `@${TIME};+x=1 ${SAID} :two`,
        `@${TIME};+x=1 ${SAID} ::three`,
      ],
    },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, () => {
      assertEquals(linesFor(capabilities, MANY), want);
    });
  }
});

Deno.test("formatFor() puts the receiver's own tags first", () => {
  const own = new Map([["label", "a;b"]]);

  assertEquals(linesFor("message-tags", ONE, own), [
    `@label=a\\:b;msgid=id-1;+x=1\\s2 ${SAID} :hi`,
  ]);
  assertEquals(
    linesFor("draft/multiline batch", MANY, own)[0],
    "@label=a\\:b :ann!ann@host BATCH +id-1 draft/multiline #a",
  );
});

Deno.test("formatFor() gives a label back once, and the batch of an answer with each line", () => {
  const own = new Map([["label", "7"], ["batch", "b"]]);

  assertEquals(linesFor("message-tags", MANY, own), [
    `@label=7;batch=b;msgid=id-1;+x=1 ${SAID} :one `,
    `@batch=b;+x=1 ${SAID} :two`,
    `@batch=b;+x=1 ${SAID} ::three`,
  ]);
});

Deno.test("formatFor() repeats the tags of a message with each line only up to 128 bytes", async (t) => {
  for (
    const { bytes, isRepeated } of [
      { bytes: 128, isRepeated: true },
      { bytes: 129, isRepeated: false },
    ]
  ) {
    await t.step(`${bytes} bytes`, () => {
      const tags = new Map([["+x", "1".repeat(bytes - 3)]]);

      const [first, second] = linesFor("message-tags", { ...MANY, tags });

      assertEquals(first, `@msgid=id-1;+x=${tags.get("+x")} ${SAID} :one `);
      assertEquals(
        second,
        isRepeated ? `@+x=${tags.get("+x")} ${SAID} :two` : `${SAID} :two`,
      );
    });
  }
});

Deno.test("formatFor() writes TAGMSG only for those with message-tags", () => {
  const message = { ...ONE, command: "TAGMSG", params: ["#a"] };

  assertEquals(linesFor("server-time", message), []);
  assertEquals(linesFor("message-tags", message), [
    `@msgid=id-1;+x=1\\s2 :ann!ann@host TAGMSG #a`,
  ]);
});

Deno.test("formatFor() writes plain text with the name before each line", () => {
  assertEquals(formatFor(PLAIN_VARIANT, ONE), "ann: hi\n");
  assertEquals(
    formatFor(PLAIN_VARIANT, MANY),
    "ann: \nann: one two\nann: \nann: :three\n",
  );
});

Deno.test("variantOf() gives the same key for what is written the same", () => {
  const names = [
    "message-tags",
    "server-time",
    "draft/multiline",
    "batch",
    "echo-message",
  ] as const;
  const byKey = new Map<number, string>([
    [PLAIN_VARIANT.key, formatFor(PLAIN_VARIANT, MANY)],
  ]);
  for (let bits = 0; bits < 2 ** names.length; bits++) {
    const chosen = names.filter((_, index) => (bits >> index) % 2 === 1);
    const variant = variantOf(new Set<CapabilityName>(chosen));

    const text = formatFor(variant, MANY);

    assertEquals(byKey.get(variant.key) ?? text, text);
    byKey.set(variant.key, text);
  }
  assertEquals(byKey.size, 9);
  assertEquals(new Set(byKey.values()).size, 9);
});

Deno.test("textOf() joins the lines of a message", () => {
  assertEquals(textOf(ONE), "hi");
  assertEquals(textOf(MANY), "\none two\n\n:three");
});
