import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const CAPABILITIES = "message-tags echo-message draft/multiline batch";

/** A channel with a member of each rank, all of whom have read all so far. */
async function ranked(
  server: TestServer,
): Promise<Record<"op" | "half" | "voice" | "none", FakeConn>> {
  const join = (nick: string) =>
    server.join(nick, { channels: "#a", capabilities: CAPABILITIES });
  const conns = {
    op: await join("op"),
    half: await join("half"),
    voice: await join("voice"),
    none: await join("none"),
  };
  await server.ask(conns.op, "MODE #a +hv half voice");
  for (const conn of Object.values(conns)) conn.takeLines();
  return conns;
}

Deno.test("a message behind prefixes reaches those with that rank or a higher one", async (t) => {
  const rows = [
    { target: "@#a", want: "@#a", heard: ["op"] },
    { target: "%#a", want: "%#a", heard: ["op", "half"] },
    { target: "+#A", want: "+#a", heard: ["op", "half", "voice"] },
    { target: "@%#a", want: "%#a", heard: ["op", "half"] },
    { target: "+@#a", want: "+#a", heard: ["op", "half", "voice"] },
  ];
  for (const { target, want, heard } of rows) {
    for (
      const [command, text] of [
        ["PRIVMSG", " hi"],
        ["NOTICE", " hi"],
        ["TAGMSG", ""],
      ] as const
    ) {
      await t.step(`${command} ${target}`, async () => {
        await using server = new TestServer();
        const { none, ...others } = await ranked(server);

        const said = `:none!none@192.0.2.1 ${command} ${want}${
          text.replace(" ", " :")
        }`;
        const line = `@msgid=test-6;+x=1 ${said}`;

        assertEquals(
          await server.ask(none, `@+x=1 ${command} ${target}${text}`),
          [line],
        );
        for (const [name, conn] of Object.entries(others)) {
          assertEquals(
            conn.takeLines(),
            heard.includes(name) ? [line] : [],
            name,
          );
        }
      });
    }
  }
});

Deno.test("a multi-line message behind a prefix keeps its target", async () => {
  await using server = new TestServer();
  const { op, half, none } = await ranked(server);

  await server.ask(
    none,
    "BATCH +1 draft/multiline @#a",
    "@batch=1 PRIVMSG @#a :one",
    "@batch=1 PRIVMSG @#a :two",
    "BATCH -1",
  );

  assertEquals(
    op.takeLines()[0],
    "@msgid=test-6 :none!none@192.0.2.1 BATCH +test-6 draft/multiline @#a",
  );
  assertEquals(half.takeLines(), []);
});

Deno.test("a message behind a prefix is refused as one to the channel is", async (t) => {
  const rows = [
    ["PRIVMSG @#no :hi", "403 none #no :No such channel"],
    [
      "PRIVMSG @#b :hi",
      "404 none #b :Cannot send to channel (you are not in it)",
    ],
    ["PRIVMSG @#a :hi", "404 none #a :Cannot send to channel (+m)"],
    ["PRIVMSG @# :hi", "403 none # :No such channel"],
    ["PRIVMSG @op :hi", "401 none @op :No such nick"],
    ["PRIVMSG ~#a :hi", "401 none ~#a :No such nick"],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op, none } = await ranked(server);
      await server.join("other", { channels: "#b" });
      await server.ask(op, "MODE #a +m");
      none.takeLines();

      assertEquals(await server.ask(none, line), [`:test.chat ${want}`]);
      assertEquals(op.takeLines(), []);
    });
  }
});

Deno.test("the prefixes of STATUSMSG are those of PREFIX", async () => {
  await using server = new TestServer();
  const ann = await server.connect();

  const welcome = (await server.ask(ann, "NICK ann", "USER a 0 * :a")).join(
    " ",
  );

  assertEquals(/ STATUSMSG=(\S+)/.exec(welcome)?.[1], "@%+");
  assertEquals(/ PREFIX=\(\w+\)(\S+)/.exec(welcome)?.[1], "@%+");
});
