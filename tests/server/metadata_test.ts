import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const CAPABILITIES = "batch draft/metadata-2";

/** Sends METADATA commands, the answers without what all lines begin with. */
async function metadata(
  server: TestServer,
  conn: FakeConn,
  ...commands: readonly string[]
): Promise<string[]> {
  const lines = commands.map((command) => `METADATA ${command}`);
  const answer = await server.ask(conn, ...lines);
  // A batch's reference stands in all of its lines.
  const begun: string[] = [];
  return answer.map((line) => {
    const reference = / BATCH \+(\S+)/.exec(line)?.[1];
    if (reference !== undefined) begun.push(reference);
    return begun.reduce((text, ref) => text.replaceAll(ref, "1"), line)
      .replace(":test.chat ", "");
  });
}

/** Lines as they stand in a batch. */
function batch(target: string, ...lines: readonly string[]): string[] {
  return [
    `BATCH +1 metadata ${target}`,
    ...lines.map((line) => `@batch=1 ${line}`),
    "BATCH -1",
  ];
}

const text = (bytes: number) => "x".repeat(bytes);

Deno.test("METADATA answers in private", async (t) => {
  const invalid = (name: string) =>
    `FAIL METADATA INVALID_TARGET ${name} :Invalid target`;
  const keyInvalid = (key: string) =>
    `FAIL METADATA KEY_INVALID ${key} :That is no key`;
  const notSet = (key: string, target = "ann") =>
    `766 ann ${target} ${key} :That key is not set`;
  const needs = "461 ann METADATA :Not enough parameters";
  const rows = [
    {
      name: "SET with the value",
      lines: ["* SET url :http://a b"],
      want: ["761 ann ann url * :http://a b"],
    },
    {
      name: "SET to one's own nick, in any case",
      lines: ["ANN set url x"],
      want: ["761 ann ann url * :x"],
    },
    {
      name: "SET with an empty value, which is one",
      lines: ["* SET url :", "* GET url"],
      want: ["761 ann ann url * :", ...batch("ann", "761 ann ann url * :")],
    },
    {
      name: "SET of what is set with the new value",
      lines: ["* SET url x", "* SET url y", "* GET url"],
      want: [
        "761 ann ann url * :x",
        "761 ann ann url * :y",
        ...batch("ann", "761 ann ann url * :y"),
      ],
    },
    {
      name: "SET without a value by taking the key away",
      lines: ["* SET url x", "* SET url", "* LIST"],
      want: ["761 ann ann url * :x", notSet("url"), ...batch("ann")],
    },
    {
      name: "SET without a value of what is not set with a failure",
      lines: ["* SET url"],
      want: ["FAIL METADATA KEY_NOT_SET ann url :That key is not set"],
    },
    {
      name: "SET of every kind of character that a key has",
      lines: ["* SET a-z_0./9 x"],
      want: ["761 ann ann a-z_0./9 * :x"],
    },
    {
      name: "SET of what is no key with a failure",
      lines: [
        "* SET Url x",
        "* SET :a b",
        "* SET $url$ x",
        "* SET a:b x",
        "* SET : x",
        "* SET é x",
        `* SET ${text(41)} x`,
      ],
      want: ["Url", "*", "$url$", "a:b", "*", "é", text(41)].map(keyInvalid),
    },
    {
      name: "SET of the longest key and value",
      lines: [`* SET ${text(40)} :${text(230)}`],
      want: [`761 ann ann ${text(40)} * :${text(230)}`],
    },
    {
      name: "SET of a value that is too long with a failure",
      lines: [`* SET url :${text(231)}`, `* SET url :${"é".repeat(116)}`],
      want: Array(2).fill(
        "FAIL METADATA VALUE_INVALID :A value has at most 230 bytes",
      ),
    },
    {
      name: "SET of one key too many with a failure, but still of those it has",
      lines: [
        ...Array.from({ length: 21 }, (_, n) => `* SET k${n} x`),
        "* SET k3 y",
      ],
      want: [
        ...Array.from({ length: 20 }, (_, n) => `761 ann ann k${n} * :x`),
        "FAIL METADATA LIMIT_REACHED ann :There are too many keys",
        "761 ann ann k3 * :y",
      ],
    },
    {
      name: "SET of another's key with a failure",
      lines: ["bob SET url x", "bob SET url", "bob CLEAR"],
      want: [
        "FAIL METADATA KEY_NO_PERMISSION bob url :You may not change that",
        "FAIL METADATA KEY_NO_PERMISSION bob url :You may not change that",
        "FAIL METADATA KEY_NO_PERMISSION bob * :You may not change that",
      ],
    },
    {
      name: "GET with each key in its place",
      lines: ["* SET url x", "* GET a URL url b"],
      want: [
        "761 ann ann url * :x",
        ...batch(
          "ann",
          notSet("a"),
          keyInvalid("URL"),
          "761 ann ann url * :x",
          notSet("b"),
        ),
      ],
    },
    {
      name: "GET and LIST of another",
      lines: ["Bob GET url", "bob LIST"],
      want: [...batch("bob", notSet("url", "bob")), ...batch("bob")],
    },
    {
      name: "LIST with all keys",
      lines: ["* SET b x", "* SET a y", "* LIST"],
      want: [
        "761 ann ann b * :x",
        "761 ann ann a * :y",
        ...batch("ann", "761 ann ann b * :x", "761 ann ann a * :y"),
      ],
    },
    {
      name: "CLEAR with each key that is gone",
      lines: ["* SET b x", "* SET a y", "* CLEAR", "* LIST"],
      want: [
        "761 ann ann b * :x",
        "761 ann ann a * :y",
        ...batch("ann", notSet("b"), notSet("a")),
        ...batch("ann"),
      ],
    },
    { name: "CLEAR of nothing", lines: ["* CLEAR"], want: batch("ann") },
    {
      name: "a target that is not there with a failure",
      lines: [
        "zed LIST",
        "#nope GET a",
        "a!b SET a",
        ":a b CLEAR",
        "#a,b SYNC",
      ],
      want: [
        invalid("zed"),
        invalid("#nope"),
        invalid("a!b"),
        needs,
        invalid("#a,b"),
      ],
    },
    {
      name: "a subcommand that is none with a failure",
      lines: ["* NOPE", "* :a b", "zed NOPE"],
      want: ["NOPE", "*", "NOPE"].map((word) =>
        `FAIL METADATA SUBCOMMAND_INVALID ${word} :There is no such subcommand`
      ),
    },
    {
      name: "too few parameters with 461",
      lines: ["", "*", "* :", ": LIST", "* GET", "* SET", "* SUB", "* UNSUB"],
      want: Array(8).fill(needs),
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ hasThrottle: false });
      const ann = await server.join("ann", { capabilities: CAPABILITIES });
      await server.join("bob");

      assertEquals(await metadata(server, ann, ...lines), want);
    });
  }
});

Deno.test("METADATA of a channel is written by those who run it", async (t) => {
  const denied =
    "FAIL METADATA KEY_NO_PERMISSION #a url :You may not change that";
  const rows = [
    { name: "an operator", mode: "+o", want: "761 bob #a url * :x" },
    { name: "a half-operator", mode: "+h", want: "761 bob #a url * :x" },
    { name: "one with a voice", mode: "+v", want: denied },
    { name: "a member", mode: "-v", want: denied },
    { name: "one who is not in it", mode: undefined, want: denied },
  ];
  for (const { name, mode, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      const channels = mode === undefined ? "" : "#a";
      const bob = await server.join("bob", { channels });
      if (mode !== undefined) await server.ask(ann, `MODE #a ${mode} bob`);

      assertEquals(await metadata(server, bob, "#A SET url x"), [want]);
    });
  }
});

Deno.test("METADATA of a channel is read by those who may know of it", async (t) => {
  const invalid = "FAIL METADATA INVALID_TARGET #a :Invalid target";
  const value = batch("#a", "761 bob #a url * :x");
  const rows = [
    { name: "a member", channels: "#a", mode: "+s", want: value },
    { name: "anybody", channels: "", mode: "-s", want: value },
    {
      name: "not who is outside of a secret one",
      channels: "",
      mode: "+s",
      want: [invalid],
    },
  ];
  for (const { name, channels, mode, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      const bob = await server.join("bob", {
        capabilities: CAPABILITIES,
        channels,
      });
      await server.ask(ann, `MODE #a ${mode}`, "METADATA #a SET url x");

      assertEquals(await metadata(server, bob, "#a GET url"), want);
    });
  }
});

Deno.test("METADATA of anybody is written by the server's operators", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob", { channels: "#b" });
  const { hub } = server.server;
  hub.census.setMode(hub.registry.session("ann")!, "o", true);

  assertEquals(await metadata(server, ann, "bob SET url x", "#b SET url x"), [
    "761 ann bob url * :x",
    "FAIL METADATA KEY_NO_PERMISSION #b url :You may not change that",
  ]);
  assertEquals(await metadata(server, bob, "* GET url"), [
    "761 bob bob url * :x",
  ]);
});

Deno.test("METADATA is forgotten with the session and the channel, not with their names", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  await metadata(server, ann, "* SET url x", "#a SET url y");

  await server.ask(ann, "NICK bob", "RENAME #a #b");
  assertEquals(await metadata(server, ann, "bob GET url", "#b GET url"), [
    "761 bob bob url * :x",
    "761 bob #b url * :y",
  ]);

  await server.ask(ann, "PART #b", "JOIN #b");
  assertEquals(await metadata(server, ann, "#b LIST"), []);
  await server.ask(ann, "QUIT");
  const next = await server.join("bob");
  assertEquals(await metadata(server, next, "* LIST"), []);
});

Deno.test("METADATA has no batch for who knows none, and a nested one under a label", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob", {
    capabilities: `${CAPABILITIES} labeled-response`,
  });

  assertEquals(await metadata(server, ann, "* SET url x", "* LIST"), [
    "761 ann ann url * :x",
    "761 ann ann url * :x",
  ]);
  assertEquals(
    await server.ask(
      bob,
      "@label=7 METADATA ann GET url a",
      "@label=8 METADATA * LIST",
    ),
    [
      "@label=7 :test.chat BATCH +test-5 labeled-response",
      "@batch=test-5 :test.chat BATCH +test-4 metadata ann",
      "@batch=test-4 :test.chat 761 bob ann url * :x",
      "@batch=test-4 :test.chat 766 bob ann a :That key is not set",
      "@batch=test-5 :test.chat BATCH -test-4",
      ":test.chat BATCH -test-5",
      "@label=8 :test.chat BATCH +test-7 labeled-response",
      "@batch=test-7 :test.chat BATCH +test-6 metadata bob",
      "@batch=test-7 :test.chat BATCH -test-6",
      ":test.chat BATCH -test-7",
    ],
  );
});

Deno.test("METADATA works before the registration for those with the capability", async () => {
  await using server = new TestServer();
  await server.join("bob");
  const conn = await server.connect();
  await server.ask(conn, "NICK ann");

  assertEquals(await metadata(server, conn, "* SET url x"), [
    "451 ann :You have not registered",
  ]);
  await server.ask(conn, `CAP REQ :${CAPABILITIES}`);
  assertEquals(
    await metadata(server, conn, "* SET url x", "bob LIST", "* SUB url"),
    [
      "761 ann ann url * :x",
      "FAIL METADATA INVALID_TARGET bob :Invalid target",
      "770 ann :url",
      "METADATA ann url * x",
    ],
  );

  const welcome = await server.ask(conn, "USER ann 0 * :Ann", "CAP END");
  const start = welcome.findIndex((line) => line.includes(" BATCH "));
  const reference = / \+(\S+)/.exec(welcome[start]!)![1]!;
  assertEquals(
    welcome.slice(start).map((line) => line.replace(reference, "1")),
    [
      ":test.chat BATCH +1 metadata ann",
      "@batch=1 :test.chat METADATA ann url * x",
      ":test.chat BATCH -1",
      ":test.chat 422 ann :There is no message of the day",
    ],
  );
});

Deno.test("WHOIS tells of metadata what people can read, to those with the capability", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: CAPABILITIES });
  const bob = await server.join("bob");
  await metadata(
    server,
    bob,
    "* SET status :at lunch",
    "* SET avatar http://a",
    "* SET display-name Bob",
  );

  const told = async (conn: FakeConn) =>
    (await server.ask(conn, "WHOIS bob")).filter((line) =>
      line.includes(" 760 ")
    );
  assertEquals(await told(ann), [
    ":test.chat 760 ann bob display-name * :Bob",
    ":test.chat 760 ann bob status * :at lunch",
  ]);
  assertEquals(await told(bob), []);
});
