import { assertEquals } from "@std/assert/equals";
import { TypingSender } from "../../../client/ui/typing_sender.ts";
import { Typists } from "../../../client/ui/typists.ts";
import { FakeClock } from "../../fakes/fake_clock.ts";

/** A sender, and what it sent. */
function createSender(): {
  clock: FakeClock;
  sender: TypingSender;
  sent: string[];
} {
  const clock = new FakeClock();
  const sent: string[] = [];
  const sender = new TypingSender(
    clock,
    (target, state) => sent.push(`${target} ${state}`),
  );
  return { clock, sender, sent };
}

Deno.test("TypingSender tells it at most every three seconds", async () => {
  const { clock, sender, sent } = createSender();
  sender.update("h", "#a");
  sender.update("hi", "#a");
  await clock.advance(2_999);
  sender.update("hi ", "#a");
  assertEquals(sent, ["#a active"]);
  await clock.advance(1);
  sender.update("hi a", "#a");

  assertEquals(sent, ["#a active", "#a active"]);
});

Deno.test("TypingSender tells when nothing is typed any more, once", () => {
  const { sender, sent } = createSender();
  sender.update("h", "#a");
  sender.update("", "#a");
  sender.update("", "#a");

  assertEquals(sent, ["#a active", "#a done"]);
});

Deno.test("TypingSender lets what is sent speak for itself", () => {
  const { sender, sent } = createSender();
  sender.update("hi", "#a");
  sender.sent();
  sender.update("", "#a");

  assertEquals(sent, ["#a active"]);
});

Deno.test("TypingSender tells, once, that somebody has paused", async () => {
  const { clock, sender, sent } = createSender();
  sender.update("h", "#a");
  await clock.advance(4_999);
  sender.update("hi", "#a");
  await clock.advance(4_999);
  assertEquals(sent, ["#a active", "#a active"]);
  await clock.advance(1);
  assertEquals(sent.splice(0), ["#a active", "#a active", "#a paused"]);
  await clock.advance(60_000);
  assertEquals(sent, []);
  sender.update("hi a", "#a");
  assertEquals(sent, ["#a active"]);
  sender.sent();

  assertEquals(clock.timerCount, 0);
});

Deno.test("TypingSender is polite also behind a pause", async () => {
  const { clock, sender, sent } = createSender();
  sender.update("h", "#a");
  await clock.advance(5_000);
  sender.update("hi", "#a");
  await clock.advance(10_000);
  assertEquals(sent, ["#a active", "#a paused"]);
  sender.update("", "#a");

  assertEquals(sent, ["#a active", "#a paused", "#a done"]);
  assertEquals(clock.timerCount, 0);
});

Deno.test("TypingSender tells another place at once", () => {
  const { sender, sent } = createSender();
  sender.update("hi", "#a");
  sender.update("ho", "bob");

  assertEquals(sent, ["#a active", "#a done", "bob active"]);
});

Deno.test("TypingSender keeps commands to itself", async (t) => {
  const cases = [
    { text: "/msg bob hi", want: [] },
    { text: "//etc", want: ["#a active"] },
    { text: "  ", want: [] },
  ];
  for (const { text, want } of cases) {
    await t.step(text, () => {
      const { sender, sent } = createSender();
      sender.update(text, "#a");

      assertEquals(sent, want);
    });
  }
});

Deno.test("Typists forgets those who fall silent", () => {
  const typists = new Typists();
  typists.add("#a", "bob", 0);
  typists.add("#A", "eve", 1_000);
  typists.add("#b", "dan", 0);

  assertEquals(typists.nextExpiry, 6_000);
  assertEquals(typists.in("#a", 5_999), ["bob", "eve"]);
  assertEquals(typists.in("#a", 6_000), ["eve"]);
  assertEquals(typists.in("#a", 7_000), []);
  assertEquals(typists.nextExpiry, undefined);
});

Deno.test("Typists takes out who has said or left", () => {
  const typists = new Typists();
  typists.add("#a", "bob", 0);
  typists.add("#b", "bob", 0);
  typists.remove("BOB", "#a");
  assertEquals([typists.in("#a", 1), typists.in("#b", 1)], [[], ["bob"]]);
  typists.remove("bob");

  assertEquals(typists.in("#b", 1), []);
});

Deno.test("Typists bounds what a hostile channel may cost", () => {
  const typists = new Typists();
  for (let index = 0; index < 500; index++) typists.add("#a", `n${index}`, 0);

  assertEquals(typists.in("#a", 1).length, 50);
});
