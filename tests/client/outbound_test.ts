import { assertEquals } from "@std/assert/equals";
import {
  Outbound,
  type Outcome,
  type WaitingMessage,
} from "../../client/outbound.ts";
import { parseMessage } from "../../protocol/message.ts";

function apply(outbound: Outbound, line: string): Outcome[] {
  const message = parseMessage(line);
  const isOwn = message.source === "ann";
  return outbound.apply(message, isOwn);
}

function outcome({ message, refusal, isEcho }: Outcome): string {
  return `${message.text}: ${refusal ?? "delivered"}${isEcho ? ", echo" : ""}`;
}

function add(outbound: Outbound, text: string, lines = 1): WaitingMessage {
  return outbound.add({ target: "#a", text, kind: "message", lines });
}

/** An outbound with three messages: one, two and three. */
function withThree(receipt: ConstructorParameters<typeof Outbound>[0]): {
  outbound: Outbound;
  ids: string[];
} {
  const outbound = new Outbound(receipt);
  const ids = ["one", "two", "three"].map((text) => add(outbound, text).id);
  return { outbound, ids };
}

Deno.test("Outbound.apply() with labels", async (t) => {
  const cases = [
    { name: "an echo", line: ":ann PRIVMSG #a :two", want: "delivered, echo" },
    {
      name: "an error",
      line: "404 ann #a :You are mute",
      want: "You are mute",
    },
    { name: "a FAIL", line: "FAIL BATCH X :Too long", want: "Too long" },
    { name: "an ACK", line: "ACK", want: "delivered" },
    { name: "the only answer", line: "301 ann #a :away", want: "delivered" },
    { name: "a part of one", line: "301 ann #a :away", tags: ";batch=1" },
  ];
  for (const { name, line, tags = "", want } of cases) {
    await t.step(name, () => {
      const { outbound, ids } = withThree("label");
      const outcomes = apply(outbound, `@label=${ids[1]}${tags} ${line}`);

      const wanted = want === undefined ? [] : [`two: ${want}`];
      assertEquals(outcomes.map(outcome), wanted);
      assertEquals(outbound.size, want === undefined ? 3 : 2);
    });
  }
});

Deno.test("Outbound.apply() with labels heeds nothing without one of its own", () => {
  const { outbound } = withThree("label");

  for (
    const line of [
      ":ann PRIVMSG #a :one",
      "404 ann #a :no",
      "FAIL JOIN X :no",
      "@label=x ACK",
      "PONG irc delivered-3",
    ]
  ) assertEquals(apply(outbound, line), []);
  assertEquals(outbound.takePing(), undefined);
});

Deno.test("Outbound.apply() with labels takes a refusal without one for the oldest's", async (t) => {
  const cases = [
    { name: "417", line: "417 ann :Too long", want: "one: Too long" },
    { name: "FAIL", line: "FAIL BATCH X :No", want: "one: No" },
    { name: "FAIL of anything", line: "FAIL * X :No", want: "one: No" },
    { name: "FAIL of a JOIN", line: "FAIL JOIN X :No" },
    { name: "another error", line: "482 ann #a :No" },
  ];
  for (const { name, line, want } of cases) {
    await t.step(name, () => {
      const { outbound } = withThree("label");

      assertEquals(
        apply(outbound, line).map(outcome),
        want === undefined ? [] : [want],
      );
    });
  }
});

Deno.test("Outbound.apply() with labels does not guess what a refusal is about", async (t) => {
  const refuse = (outbound: Outbound) =>
    apply(outbound, "417 ann :Too long").map(outcome);
  await t.step("behind something else that is long", () => {
    const { outbound } = withThree("label");
    outbound.noteLong();
    const { id } = add(outbound, "four");

    assertEquals(refuse(outbound), []);
    apply(outbound, "@label=m1 ACK");
    assertEquals(refuse(outbound), []);
    apply(outbound, `@label=${id} ACK`);
    assertEquals(refuse(outbound), ["two: Too long"]);
  });
  await t.step("behind a refused batch", () => {
    const outbound = new Outbound("label");
    const { id } = add(outbound, "a\nb", 2);
    const { id: next } = add(outbound, "next");
    add(outbound, "last");
    apply(outbound, `@label=${id} FAIL BATCH X :No`);

    assertEquals(refuse(outbound), []);
    apply(outbound, `@label=${next} ACK`);
    assertEquals(refuse(outbound), ["last: Too long"]);
  });
});

Deno.test("Outbound.apply() with echoes matches by target and text", async (t) => {
  const cases = [
    { name: "the text", line: ":ann PRIVMSG #A :two", want: "two" },
    { name: "a changed text", line: ":ann PRIVMSG #a :2", want: "one" },
    { name: "another target", line: ":ann PRIVMSG #b :two" },
    { name: "another person", line: ":bob PRIVMSG #a :two" },
    { name: "a notice", line: ":ann NOTICE #a :two" },
  ];
  for (const { name, line, want } of cases) {
    await t.step(name, () => {
      const { outbound } = withThree("echo");
      const outcomes = apply(outbound, line);

      assertEquals(
        outcomes.map(outcome),
        want === undefined ? [] : [`${want}: delivered, echo`],
      );
    });
  }
});

Deno.test("Outbound.apply() with echoes gives up what the server swallowed", () => {
  const { outbound } = withThree("echo");

  assertEquals(outbound.takePing(), "delivered-3");
  apply(outbound, ":ann PRIVMSG #a :one");
  const outcomes = apply(outbound, ":irc PONG irc :delivered-3");

  assertEquals(outcomes.map(outcome), [
    "two: the server did not pass it on",
    "three: the server did not pass it on",
  ]);
});

Deno.test("Outbound.apply() without echoes takes a PONG for all before its PING", () => {
  const { outbound } = withThree("pong");

  assertEquals(outbound.takePing(), "delivered-3");
  assertEquals(outbound.takePing(), undefined);
  add(outbound, "four");
  assertEquals(apply(outbound, "PONG irc :something"), []);
  const outcomes = apply(outbound, ":irc PONG irc :delivered-3");

  assertEquals(
    outcomes.map(outcome),
    ["one: delivered", "two: delivered", "three: delivered"],
  );
  assertEquals(outbound.takePing(), "delivered-4");
});

Deno.test("Outbound.apply() without labels finds what an error is about", async (t) => {
  const cases = [
    { name: "404", line: "404 ann #A :no", want: "one: no" },
    { name: "412", line: "412 ann :No text", want: "one: No text" },
    { name: "FAIL", line: "FAIL BATCH X :Too long", want: "one: Too long" },
    { name: "404 of another", line: "404 ann #b :no" },
    { name: "an error of a TOPIC", line: "482 ann #a :not an operator" },
    { name: "a FAIL of a JOIN", line: "FAIL JOIN X :no" },
  ];
  for (const { name, line, want } of cases) {
    await t.step(name, () => {
      const { outbound } = withThree("pong");

      assertEquals(
        apply(outbound, line).map(outcome),
        want === undefined ? [] : [want],
      );
    });
  }
});
