import { assertEquals } from "@std/assert/equals";
import { assertStrictEquals } from "@std/assert/strict-equals";
import { assertThrows } from "@std/assert/throws";
import { ProtocolError } from "../../protocol/errors.ts";
import {
  createMessage,
  formatBody,
  formatMessage,
  type Message,
  parseMessage,
  parseSource,
  type Source,
} from "../../protocol/message.ts";
import { NO_TAGS } from "../../protocol/tags.ts";
import joinErrorVectors from "../vectors/message_join_errors.json" with {
  type: "json",
};
import joinVectors from "../vectors/message_join.json" with { type: "json" };
import sourceVectors from "../vectors/source_split.json" with { type: "json" };
import splitErrorVectors from "../vectors/message_split_errors.json" with {
  type: "json",
};
import splitVectors from "../vectors/message_split.json" with { type: "json" };

/** A message as the vectors write it: no tags and no source may be left out. */
interface MessageVector {
  readonly tags?: string[][] | undefined;
  readonly source?: string | undefined;
  readonly command: string;
  readonly params: string[];
}

function toMessage({ tags, source, command, params }: MessageVector): Message {
  return createMessage(command, params, {
    tags: new Map(tags as [string, string][] | undefined),
    ...(source === undefined ? {} : { source }),
  });
}

Deno.test("parseMessage() gives the parts of a line", async (t) => {
  for (const vector of splitVectors) {
    await t.step(vector.name, () => {
      assertEquals(parseMessage(vector.input), toMessage(vector));
    });
  }
});

Deno.test("parseMessage() throws when the line holds no message", async (t) => {
  for (const { name, input, kind, offset } of splitErrorVectors) {
    await t.step(name, () => {
      const error = assertThrows(() => parseMessage(input), ProtocolError);

      assertEquals({ kind: error.kind, offset: error.offset }, {
        kind: kind as ProtocolError["kind"],
        offset,
      });
    });
  }
});

Deno.test("parseMessage() leaves out the source when there is none", () => {
  assertEquals("source" in parseMessage("PING 1"), false);
});

Deno.test("parseMessage() gives the shared NO_TAGS when there are none", () => {
  assertStrictEquals(parseMessage("PING 1").tags, NO_TAGS);
});

Deno.test("parseMessage() keeps every param of a long line", () => {
  const params = Array.from({ length: 5_000 }, (_, index) => String(index));

  assertEquals(parseMessage(`X ${params.join(" ")}`).params, params);
});

Deno.test("formatMessage() gives the line of a message", async (t) => {
  for (const vector of joinVectors) {
    await t.step(vector.name, () => {
      assertEquals(formatMessage(toMessage(vector)), vector.want);
    });
  }
});

Deno.test("formatMessage() gives what parseMessage() reads back", async (t) => {
  for (const vector of joinVectors) {
    await t.step(vector.name, () => {
      assertEquals(parseMessage(vector.want), toMessage(vector));
    });
  }
});

Deno.test("formatMessage() throws when a part cannot be written", async (t) => {
  for (const vector of joinErrorVectors) {
    await t.step(vector.name, () => {
      const message = toMessage(vector);

      const error = assertThrows(() => formatMessage(message), ProtocolError);

      assertEquals(error.kind, "unformattable");
    });
  }
});

Deno.test("formatMessage() does not tell what it cannot write", () => {
  const message = createMessage("PASS", ["hunter2\n"], { source: "a" });

  const error = assertThrows(() => formatMessage(message), ProtocolError);

  assertEquals(
    error.message,
    "Cannot format the message as its parameter is invalid",
  );
});

Deno.test("formatMessage() puts a colon before text for people", async (t) => {
  const commands = "AWAY CAP EDITMSG ERROR FAIL KICK NOTE NOTICE PONG " +
    "PRIVMSG QUIT TOPIC WARN 001 433 999";
  for (const command of commands.split(" ")) {
    await t.step(command, () => {
      const line = formatMessage(createMessage(command, ["a", "word"]));

      assertEquals(line, `${command} a :word`);
    });
  }
});

Deno.test("formatBody() leaves out the tags", () => {
  const message = createMessage("PING", ["1"], {
    source: "ann",
    tags: new Map([["a", "b"]]),
  });

  assertEquals(formatBody(message), ":ann PING 1");
});

Deno.test("createMessage() has no params, tags and source by default", () => {
  assertEquals(createMessage("LIST"), {
    tags: NO_TAGS,
    command: "LIST",
    params: [],
  });
});

Deno.test("parseSource() takes a source apart", async (t) => {
  for (const { name, input, want } of sourceVectors) {
    await t.step(name, () => {
      assertEquals(parseSource(input), want as Source);
    });
  }
});
