import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { parseMultilineLimits } from "../../protocol/capabilities.ts";
import { parseCapabilities } from "../../protocol/capability_list.ts";
import {
  foldName,
  isChannelName,
  isNick,
  isServerName,
  numberedNick,
  toNick,
  toServerName,
} from "../../protocol/names.ts";
import { randomString, randomText } from "./generators.ts";
import { testProperty } from "./property.ts";

testProperty("toNick() gives a nick, or nothing for a blank name", (random) => {
  const name = random.oneIn(2) ? randomString(random) : randomText(random);

  const nick = toNick(name);

  if (nick === undefined) assertEquals(name.trim(), "");
  else assert(isNick(nick), `${JSON.stringify(nick)} is no nick`);
});

testProperty(
  "toNick() gives the same nick when it is applied again",
  (random) => {
    const nick = toNick(randomText(random));

    if (nick !== undefined) assertEquals(toNick(nick), nick);
  },
);

testProperty("numberedNick() gives a nick when it is given one", (random) => {
  const nick = toNick(randomText(random)) ?? "x";

  assert(isNick(numberedNick(nick, 2 + random.below(100_000))));
});

testProperty(
  "isNick() is false when the text cannot be a middle param",
  (random) => {
    const text = randomString(random, 4);

    if (isNick(text)) assert(/^[^: \0\r\n][^ \0\r\n]*$/.test(text));
  },
);

testProperty(
  "isChannelName() is false when the text cannot be a middle param",
  (random) => {
    const text = `#${randomString(random, 4)}`;

    if (isChannelName(text)) assert(/^[^ \0\r\n,]+$/.test(text));
  },
);

testProperty("foldName() gives the same when it is applied again", (random) => {
  const folded = foldName(randomString(random));

  assertEquals(foldName(folded), folded);
});

testProperty(
  "toServerName() gives a server's name whatever the text is",
  (random) => {
    const text = random.oneIn(2) ? randomString(random) : randomText(random);

    assert(isServerName(toServerName(text)));
  },
);

testProperty(
  "parseCapabilities() and parseMultilineLimits() never throw",
  (random) => {
    const text = randomString(random);

    parseCapabilities(text);
    parseMultilineLimits(text);
  },
);
