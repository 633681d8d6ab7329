import { assertEquals } from "@std/assert/equals";
import {
  nickAt,
  noteFormerNick,
  type OwnNicks,
} from "../../client/own_nicks.ts";

const NICKS: OwnNicks = {
  nick: "carl",
  formerNicks: [{ nick: "ann", until: 100_000 }, {
    nick: "Bob",
    until: 200_000,
  }],
};

Deno.test("nickAt() gives the nick that was ours at a time", async (t) => {
  const cases = [
    { name: "at first", time: 0, from: "eve", want: "ann" },
    { name: "as a change", time: 100_000, from: "eve", want: "Bob" },
    { name: "later", time: 250_000, from: "eve", want: "carl" },
    { name: "now", time: NaN, from: "ann", want: "carl" },
    { name: "shortly after", time: 109_000, from: "Ann", want: "ann" },
    { name: "shortly before", time: 95_000, from: "bob", want: "Bob" },
    {
      name: "another of that name later",
      time: 111_000,
      from: "ann",
      want: "Bob",
    },
    { name: "another of that name before", time: 0, from: "carl", want: "ann" },
  ];
  for (const { name, time, from, want } of cases) {
    await t.step(name, () => assertEquals(nickAt(NICKS, time, from), want));
  }
});

Deno.test("noteFormerNick() forgets the oldest of too many", () => {
  let nicks: OwnNicks = { nick: "n0", formerNicks: [] };
  for (let index = 1; index <= 200; index++) {
    nicks = {
      nick: `n${index}`,
      formerNicks: noteFormerNick(nicks, index),
    };
  }

  assertEquals(nicks.formerNicks.length, 100);
  assertEquals(nicks.formerNicks.at(-1), { nick: "n199", until: 200 });
});
