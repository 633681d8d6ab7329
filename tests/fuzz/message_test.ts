import { assertEquals } from "@std/assert/equals";
import { assertNotMatch } from "@std/assert/not-match";
import { ProtocolError } from "../../protocol/errors.ts";
import { formatMessage, parseMessage } from "../../protocol/message.ts";
import {
  escapeTagValue,
  parseTags,
  unescapeTagValue,
} from "../../protocol/tags.ts";
import { randomMessage, randomString, randomText } from "./generators.ts";
import { testProperty } from "./property.ts";

/** Gives what a function gives, or `undefined` where it throws as it may. */
function unlessProtocolError<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

testProperty(
  "parseMessage() throws nothing but ProtocolError when the line is random",
  (random) => {
    const line = randomString(random);

    unlessProtocolError(() => parseMessage(line));
  },
);

testProperty(
  "parseMessage() gives a command that can be a param of an answer",
  (random) => {
    const message = unlessProtocolError(() =>
      parseMessage(randomString(random))
    );
    if (message === undefined) return;

    const answer = {
      ...message,
      tags: new Map(),
      params: [message.command, "?"],
      command: "421",
    };

    assertEquals(parseMessage(formatMessage(answer)), answer);
  },
);

testProperty(
  "parseMessage() gives the message back when formatMessage() took it",
  (random) => {
    const message = randomMessage(random);

    const line = unlessProtocolError(() => formatMessage(message));

    if (line !== undefined) assertEquals(parseMessage(line), message);
  },
);

testProperty(
  "parseMessage() gives the same message when its own is formatted and parsed",
  (random) => {
    const message = unlessProtocolError(() =>
      parseMessage(randomString(random))
    );
    if (message === undefined) return;

    const line = unlessProtocolError(() => formatMessage(message));

    if (line !== undefined) assertEquals(parseMessage(line), message);
  },
);

testProperty(
  "formatMessage() gives no NUL, CR or LF when the message is random",
  (random) => {
    const message = randomMessage(random);

    const line = unlessProtocolError(() => formatMessage(message));

    assertNotMatch(line ?? "", /[\0\r\n]/);
  },
);

testProperty(
  "unescapeTagValue() gives back what escapeTagValue() took",
  (random) => {
    const text = randomText(random) +
      random.pick(["\r", "\n", "\\", "\\s", ""]);

    assertEquals(unescapeTagValue(escapeTagValue(text)), text);
  },
);

testProperty("escapeTagValue() gives nothing that ends a tag", (random) => {
  const text = randomString(random).replaceAll("\0", "");

  assertNotMatch(escapeTagValue(text), /[; \r\n]/);
});

testProperty("parseTags() never throws", (random) => {
  parseTags(randomString(random));
});
