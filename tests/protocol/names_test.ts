import { assertEquals } from "@std/assert/equals";
import {
  foldName,
  isChannelName,
  isChannelTarget,
  isNick,
  isServerName,
  numberedNick,
  toNick,
  toServerName,
} from "../../protocol/names.ts";
import casemapping from "../vectors/casemapping.json" with { type: "json" };
import channelNames from "../vectors/channel_names.json" with { type: "json" };
import nicks from "../vectors/nicks.json" with { type: "json" };
import serverNames from "../vectors/server_names.json" with { type: "json" };
import toNickVectors from "../vectors/to_nick.json" with { type: "json" };

Deno.test("foldName() gives one form for equal names", async (t) => {
  for (const { name, input, want } of casemapping) {
    await t.step(name, () => {
      assertEquals(foldName(input), want);
    });
  }
});

Deno.test("isNick() tells nicks from other texts", async (t) => {
  for (const { name, input, want } of nicks) {
    await t.step(name, () => {
      assertEquals(isNick(input), want);
    });
  }
});

Deno.test("isNick() is false when the text holds half a character", () => {
  assertEquals(isNick("a\ud800"), false);
});

Deno.test("toNick() makes a nick of a name", async (t) => {
  for (const { name, input, want } of toNickVectors) {
    await t.step(name, () => {
      assertEquals(toNick(input), want ?? undefined);
    });
  }
});

Deno.test("toNick() puts a _ for half a character", () => {
  assertEquals(toNick("a\udc00b"), "a_b");
});

Deno.test("toNick() gives a nick as it is", async (t) => {
  for (const { name, input } of nicks.filter(({ want }) => want)) {
    await t.step(name, () => {
      assertEquals(toNick(input), input);
    });
  }
});

Deno.test("numberedNick() puts the number at the end", async (t) => {
  const rows = [
    { name: "a short nick", nick: "ann", number: 2, want: "ann2" },
    { name: "a long number", nick: "ann", number: 1234, want: "ann1234" },
    {
      name: "a nick of 32 characters",
      nick: "a".repeat(32),
      number: 10,
      want: `${"a".repeat(30)}10`,
    },
    {
      name: "a nick of 31 characters",
      nick: "a".repeat(31),
      number: 10,
      want: `${"a".repeat(30)}10`,
    },
    {
      name: "letters beyond 16 bits",
      nick: "𐐀".repeat(32),
      number: 2,
      want: `${"𐐀".repeat(31)}2`,
    },
  ];
  for (const { name, nick, number, want } of rows) {
    await t.step(name, () => {
      assertEquals(numberedNick(nick, number), want);
    });
  }
});

Deno.test("isChannelName() tells channel names from other texts", async (t) => {
  for (const { name, input, want } of channelNames) {
    await t.step(name, () => {
      assertEquals(isChannelName(input), want);
    });
  }
});

Deno.test("isChannelName() is false when the text holds half a character", () => {
  assertEquals(isChannelName("#a\ud800"), false);
});

Deno.test("isChannelTarget() is true when the target begins with a hash", async (t) => {
  const rows = [
    { name: "a channel", input: "#lobby", want: true },
    { name: "an invalid channel", input: "#a b", want: true },
    { name: "a nick", input: "ann", want: false },
    { name: "nothing", input: "", want: false },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals(isChannelTarget(input), want);
    });
  }
});

Deno.test("isServerName() tells host names with a dot from other texts", async (t) => {
  for (const { name, input, valid } of serverNames) {
    await t.step(name, () => {
      assertEquals(isServerName(input), valid);
    });
  }
});

Deno.test("toServerName() makes a server's name of a text", async (t) => {
  for (const { name, input, wire } of serverNames) {
    await t.step(name, () => {
      assertEquals(toServerName(input), wire);
    });
  }
});
