import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import {
  Buffers,
  type Line,
  MAX_ALL_CHARACTERS,
  MAX_BUFFERS,
  MAX_KEPT_CHARACTERS,
  MAX_KEPT_LINES,
} from "../../../client/ui/buffers.ts";

function line(text: string): Line {
  return { spans: [{ text }], indent: 6, time: 0 };
}

function texts(lines: readonly Line[]): string[] {
  return lines.map(({ spans }) => spans.map(({ text }) => text).join(""));
}

/** Buffers of #ops, #dev and bob, of which the server's is shown. */
function open(): Buffers {
  const buffers = new Buffers();
  buffers.open("channel", "#ops");
  buffers.open("channel", "#dev");
  buffers.open("direct", "Bob");
  return buffers;
}

Deno.test("Buffers.open() finds a buffer under all spellings of its name", () => {
  const buffers = open();

  assertEquals(buffers.open("direct", "bOB"), buffers.find("BOB"));
  assertEquals(buffers.list.map(({ name }) => name), [
    "server",
    "#ops",
    "#dev",
    "Bob",
  ]);
});

Deno.test("Buffers.open() opens no more than a hostile peer may cost us", () => {
  const buffers = new Buffers();
  for (let index = 0; index < MAX_BUFFERS; index++) {
    buffers.open("direct", `n${index}`);
  }

  assertEquals(buffers.open("direct", "one_more"), undefined);
  assertEquals(buffers.open("direct", "n3")?.name, "n3");
});

Deno.test("Buffers.search() finds what a person means", async (t) => {
  const cases = [
    { text: "0", want: "server" },
    { text: "2", want: "#dev" },
    { text: "9", want: undefined },
    { text: "#OPS", want: "#ops" },
    { text: "dev", want: "#dev" },
    { text: "o", want: "#ops" },
    { text: "bo", want: "Bob" },
    { text: "server", want: "server" },
    { text: "eve", want: undefined },
  ];
  for (const { text, want } of cases) {
    await t.step(text, () => assertEquals(open().search(text)?.name, want));
  }
});

Deno.test("Buffers keeps what is said elsewhere, and counts it", () => {
  const buffers = open();
  const dev = buffers.find("#dev")!;
  buffers.keep(dev, line("one"), "message");
  buffers.keep(dev, line("two"), "mention");
  buffers.keep(dev, line("topic"), "none");

  assertEquals([dev.unread, dev.mentions], [2, 1]);
  assertEquals(texts(buffers.takeKept(dev).lines), ["one", "two", "topic"]);
  assertEquals([dev.unread, dev.mentions, dev.kept.length], [0, 0, 0]);
});

Deno.test("Buffers.keep() drops the oldest lines, and tells how many", () => {
  const buffers = open();
  const dev = buffers.find("#dev")!;
  for (let index = 0; index < MAX_KEPT_LINES + 5; index++) {
    buffers.keep(dev, line(String(index)), "message");
  }
  const { lines, dropped } = buffers.takeKept(dev);

  assertEquals([lines.length, dropped], [MAX_KEPT_LINES, 5]);
  assertEquals(texts(lines)[0], "5");
});

Deno.test("Buffers.keep() bounds the characters of long lines as well", () => {
  const buffers = open();
  const dev = buffers.find("#dev")!;
  for (let index = 0; index < 5; index++) {
    buffers.keep(dev, line("x".repeat(400_000)), "message");
  }

  assertEquals(dev.kept.length, 2);
});

Deno.test("Buffers.neighbour() goes round and round", () => {
  const buffers = open();

  assertEquals(buffers.neighbour(1).name, "#ops");
  assertEquals(buffers.neighbour(-1).name, "Bob");
  buffers.switchTo(buffers.find("Bob")!);
  assertEquals(buffers.neighbour(1).name, "server");
});

Deno.test("Buffers.nextUnread() prefers mentions", () => {
  const buffers = open();
  assertEquals(buffers.nextUnread(), undefined);
  buffers.keep(buffers.find("#ops")!, line("a"), "message");
  assertEquals(buffers.nextUnread()?.name, "#ops");
  buffers.keep(buffers.find("Bob")!, line("b"), "mention");

  assertEquals(buffers.nextUnread()?.name, "Bob");
});

Deno.test("Buffers.close() goes back to the one before, or to a neighbour", async (t) => {
  const cases = [
    { name: "the one before", visited: ["#dev", "#ops"], want: "#dev" },
    { name: "a neighbour", visited: ["#ops"], want: "#dev" },
  ];
  for (const { name, visited, want } of cases) {
    await t.step(name, () => {
      const buffers = open();
      for (const name of visited) buffers.switchTo(buffers.find(name)!);
      buffers.close(buffers.current);

      assertEquals(buffers.current.name, want);
    });
  }
});

Deno.test("Buffers.close() keeps the server's", () => {
  const buffers = open();
  for (const { name } of [...buffers.list]) {
    const buffer = buffers.find(name);
    if (buffer) buffers.close(buffer);
  }
  buffers.close(buffers.server);

  assertEquals(buffers.list, [buffers.server]);
  assertEquals(buffers.current, buffers.server);
});

Deno.test("Buffers.rename() joins two of one name", () => {
  const buffers = open();
  const bob = buffers.find("bob")!;
  const rob = buffers.open("direct", "rob")!;
  buffers.keep(rob, line("hi"), "mention");
  buffers.switchTo(rob);
  buffers.rename(bob, "rob");

  assertEquals(buffers.find("rob"), bob);
  assertEquals(buffers.current, bob);
  assertEquals([bob.unread, texts(bob.kept)], [1, ["hi"]]);
});

Deno.test("Buffers.rename() keeps no more of two than of one", () => {
  const buffers = new Buffers();
  const [one, two] = ["one", "two"].map((name) => {
    const buffer = buffers.open("direct", name);
    assert(buffer);
    for (let count = 0; count < MAX_KEPT_LINES; count++) {
      const spans = [{ text: "x" }];
      buffers.keep(buffer, { spans, indent: 0, time: 0 }, "message");
    }
    return buffer;
  });
  assert(one && two);
  assertEquals(buffers.rename(one, "two"), two);

  assertEquals([one.kept.length, one.dropped], [
    MAX_KEPT_LINES,
    MAX_KEPT_LINES,
  ]);
});

Deno.test("Buffers.keep() keeps no more in all than a budget, and takes it from the fullest", () => {
  const buffers = new Buffers();
  const line = (length: number) => ({
    spans: [{ text: "x".repeat(length) }],
    indent: 0,
    time: 0,
  });
  const small = buffers.open("direct", "small");
  assert(small);
  buffers.keep(small, line(10), "message");
  for (let number = 0; number < 20; number++) {
    const buffer = buffers.open("direct", `n${number}`);
    assert(buffer);
    for (let part = 0; part < 4; part++) {
      buffers.keep(buffer, line(MAX_KEPT_CHARACTERS / 4), "message");
    }
  }

  const total = buffers.list.reduce((sum, one) => sum + one.keptCharacters, 0);
  assert(total <= MAX_ALL_CHARACTERS);
  assertEquals(small.kept.length, 1);
});
