import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertNotMatch } from "@std/assert/not-match";
import { formatAction, parseAction } from "../../protocol/ctcp.ts";
import { byteLength, tooLongPart } from "../../protocol/limits.ts";
import { splitText } from "../../protocol/split_text.ts";
import { stripFormatting, toVisible } from "../../protocol/visible.ts";
import { randomString, randomText } from "./generators.ts";
import { testProperty } from "./property.ts";

testProperty("splitText() gives pieces that joined are the text", (random) => {
  const text = randomText(random, 200);

  assertEquals(splitText(text, 4 + random.below(100)).join(""), text);
});

testProperty("splitText() gives no piece over the limit", (random) => {
  const text = randomText(random, 200);
  const maxBytes = 4 + random.below(100);

  for (const piece of splitText(text, maxBytes)) {
    assert(byteLength(piece) <= maxBytes, `${piece} is over ${maxBytes} bytes`);
  }
});

testProperty("splitText() gives no half characters", (random) => {
  for (
    const piece of splitText(randomText(random, 200), 4 + random.below(100))
  ) {
    assert(piece.isWellFormed(), `${piece} holds a lone surrogate`);
  }
});

testProperty(
  "splitText() gives no empty piece when the text is not empty",
  (random) => {
    const text = `x${randomText(random, 200)}`;

    assert(!splitText(text, 4 + random.below(100)).includes(""));
  },
);

testProperty(
  "splitText() gives full pieces when the text has no space",
  (random) => {
    const maxBytes = 12 + random.below(100);
    const pieces = splitText("x".repeat(random.below(500)), maxBytes);

    for (const piece of pieces.slice(0, -1)) {
      assertEquals(
        piece.length,
        maxBytes,
      );
    }
  },
);

testProperty("byteLength() counts what TextEncoder writes", (random) => {
  const text = randomString(random);

  assertEquals(byteLength(text), new TextEncoder().encode(text).length);
});

testProperty(
  "tooLongPart() is undefined when the whole line fits a body",
  (random) => {
    const line = randomText(random, 60);

    if (byteLength(line) <= 510) assertEquals(tooLongPart(line), undefined);
  },
);

testProperty("toVisible() leaves no control character", (random) => {
  assertNotMatch(toVisible(randomString(random)), /\p{Cc}/u);
});

testProperty(
  "toVisible() leaves text as it is when it holds nothing hidden",
  (random) => {
    const visible = toVisible(randomText(random));

    assertEquals(toVisible(visible), visible);
  },
);

testProperty("stripFormatting() leaves no code of IRC", (random) => {
  const text = randomText(random) +
    random.pick(["\x02", "\x034,5", "\x04abcdef"]);

  assertNotMatch(stripFormatting(text), /[\x02-\x04\x0f\x11\x16\x1d-\x1f]/);
});

testProperty("parseAction() gives back what formatAction() took", (random) => {
  const text = randomText(random).replaceAll("\x01", "");

  assertEquals(parseAction(formatAction(text)), text);
});
