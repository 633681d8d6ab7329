import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { HISTORY, sayInTurn, tagOf, textsIn } from "./history_talk.ts";

const FIVE = ["one", "two", "three", "four", "five"];

/** `{three}` is the msgid of that text, `{3}` the time at which it was said. */
const RANGES: readonly {
  readonly name: string;
  readonly request: string;
  readonly want: readonly string[];
}[] = [
  { name: "LATEST of all", request: "LATEST #a * 50", want: FIVE },
  { name: "LATEST of two", request: "LATEST #a * 2", want: ["four", "five"] },
  {
    name: "LATEST after a msgid",
    request: "LATEST #a msgid={two} 50",
    want: ["three", "four", "five"],
  },
  {
    name: "the newest one after a msgid",
    request: "LATEST #a msgid={two} 1",
    want: ["five"],
  },
  {
    name: "LATEST after a time",
    request: "LATEST #a timestamp={3} 50",
    want: ["four", "five"],
  },
  {
    name: "LATEST after the last",
    request: "LATEST #a msgid={five} 5",
    want: [],
  },
  {
    name: "LATEST of more than can be had",
    request: "LATEST #a * 99999999999999999999999",
    want: FIVE,
  },
  {
    name: "BEFORE a msgid",
    request: "BEFORE #a msgid={four} 2",
    want: ["two", "three"],
  },
  {
    name: "BEFORE a time",
    request: "BEFORE #a timestamp={4} 2",
    want: ["two", "three"],
  },
  { name: "BEFORE the first", request: "BEFORE #a msgid={one} 9", want: [] },
  {
    name: "BEFORE a time that is not yet",
    request: "BEFORE #a timestamp=2999-01-01T00:00:00.000Z 2",
    want: ["four", "five"],
  },
  {
    name: "AFTER a msgid",
    request: "AFTER #a msgid={two} 2",
    want: ["three", "four"],
  },
  {
    name: "AFTER a time",
    request: "AFTER #a timestamp={2} 2",
    want: ["three", "four"],
  },
  {
    name: "AFTER a time between two messages",
    request: "AFTER #a timestamp=2026-01-01T00:00:02.500Z 1",
    want: ["three"],
  },
  { name: "AFTER the last", request: "AFTER #a timestamp={5} 9", want: [] },
  {
    name: "AFTER a time before all",
    request: "AFTER #a timestamp=1970-01-01T00:00:00.000Z 1",
    want: ["one"],
  },
  {
    name: "AROUND a msgid",
    request: "AROUND #a msgid={three} 3",
    want: ["two", "three", "four"],
  },
  {
    name: "AROUND a time",
    request: "AROUND #a timestamp={3} 3",
    want: ["two", "three", "four"],
  },
  {
    name: "AROUND with one",
    request: "AROUND #a msgid={three} 1",
    want: ["three"],
  },
  {
    name: "AROUND with two",
    request: "AROUND #a msgid={three} 2",
    want: ["two", "three"],
  },
  {
    name: "AROUND at the end",
    request: "AROUND #a msgid={five} 4",
    want: ["three", "four", "five"],
  },
  {
    name: "BETWEEN, forwards",
    request: "BETWEEN #a msgid={one} msgid={five} 2",
    want: ["two", "three"],
  },
  {
    name: "BETWEEN, backwards",
    request: "BETWEEN #a msgid={five} msgid={one} 2",
    want: ["three", "four"],
  },
  {
    name: "BETWEEN times",
    request: "BETWEEN #a timestamp={1} timestamp={5} 9",
    want: ["two", "three", "four"],
  },
  {
    name: "BETWEEN a time and a msgid, backwards",
    request: "BETWEEN #a timestamp={5} msgid={two} 1",
    want: ["four"],
  },
  {
    name: "BETWEEN one and itself",
    request: "BETWEEN #a msgid={two} msgid={two} 9",
    want: [],
  },
  { name: "a name in any case", request: "latest #A * 1", want: ["five"] },
];

Deno.test("CHATHISTORY gives", async (t) => {
  for (const { name, request, want } of RANGES) {
    await t.step(name, async () => {
      await using server = new TestServer({ hasThrottle: false });
      const ann = await server.join("ann", {
        capabilities: HISTORY,
        channels: "#a,#b",
      });
      const bob = await server.join("bob", { channels: "#a,#b" });
      await sayInTurn(server, bob, { target: "#a", texts: FIVE });
      await server.ask(bob, "PRIVMSG #b :elsewhere");
      const all = await server.ask(ann, "CHATHISTORY LATEST #a * 50");
      const filled = request
        .replaceAll(/\{([a-z]+)\}/g, (_, text) => tagOf(all, text, "msgid"))
        .replaceAll(
          /\{(\d)\}/g,
          (_, second) => `2026-01-01T00:00:0${second}.000Z`,
        );

      const answer = await server.ask(ann, `CHATHISTORY ${filled}`);

      assertEquals(textsIn(answer), want);
    });
  }
});

Deno.test("CHATHISTORY counts from a message that is gone", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const capabilities = `${HISTORY} draft/message-redaction echo-message`;
  const ann = await server.join("ann", { capabilities, channels: "#a" });
  const said = await server.ask(
    ann,
    ...FIVE.map((text) => `PRIVMSG #a ${text}`),
  );
  const msgid = tagOf(said, "three", "msgid");
  await server.ask(ann, `REDACT #a ${msgid}`);
  const ask = async (request: string) =>
    textsIn(await server.ask(ann, `CHATHISTORY ${request}`));

  assertEquals(await ask(`BEFORE #a msgid=${msgid} 9`), ["one", "two"]);
  assertEquals(await ask(`AFTER #a msgid=${msgid} 9`), ["four", "five"]);
  assertEquals(await ask(`AROUND #a msgid=${msgid} 2`), ["two", "four"]);
  assertEquals(await ask("LATEST #a * 9"), ["one", "two", "four", "five"]);
});

Deno.test("CHATHISTORY gives what was said in one millisecond in one order, and page by page each once", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { capabilities: HISTORY });
  const bob = await server.join("bob");
  const texts = Array.from({ length: 25 }, (_, index) => `text-${index}`);
  await server.ask(bob, ...texts.map((text) => `PRIVMSG #lobby :${text}`));
  const read: string[] = [];
  let from = "*";

  for (let page = 0; page < 10 && from !== "msgid="; page++) {
    const command = from === "*" ? "LATEST" : "BEFORE";
    const answer = await server.ask(
      ann,
      `CHATHISTORY ${command} #lobby ${from} 4`,
    );
    const said = textsIn(answer);
    read.unshift(...said);
    from = `msgid=${tagOf(answer, said[0] ?? "", "msgid")}`;
  }

  assertEquals(read, texts);
});
