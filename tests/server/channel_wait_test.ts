import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, restart } from "./resumable.ts";

Deno.test("nobody becomes operator by being the first in a channel that waits", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a" });

  await using second = await restart(first, store);
  const eve = await second.join("eve", { channels: "#a" });
  await second.ask(eve, "PART #a", "JOIN #a");
  const names = await second.ask(eve, "NAMES #a");
  await come(second, "ann", { token: ann.token, channels: "#a" });

  assertEquals(names[0], ":test.chat 353 eve = #a :eve");
  assertMatch(
    (await second.ask(eve, "NAMES #a"))[0]!,
    / = #a :(eve @ann|@ann eve)$/,
  );
});

Deno.test("a channel that waits keeps out whom it kept out, and lets in who was in", async (t) => {
  const cases = [
    { name: "invite-only", mode: "+i", numeric: "473" },
    { name: "with a key", mode: "+k secret", numeric: "475" },
    { name: "full", mode: "+l 1", numeric: "471", isFilled: true },
    { name: "banned", mode: "+b eve!*@*", numeric: "474" },
  ];
  for (const { name, mode, numeric, isFilled } of cases) {
    await t.step(name, async () => {
      const store = new MemoryStore();
      const first = new TestServer({}, { store });
      const ann = await come(first, "ann", { channels: "#a" });
      const bob = await come(first, "bob", { channels: "#a" });
      await first.ask(ann.conn, `MODE #a ${mode}`);

      await using second = await restart(first, store);
      if (isFilled) {
        await come(second, "ann", { token: ann.token, channels: "#a" });
      }
      const eve = await second.join("eve");
      const refused = await second.ask(eve, "JOIN #a");
      const back = await come(second, "bob", {
        token: bob.token,
        channels: "#a",
      });

      assertMatch(refused[0]!, new RegExp(` ${numeric} eve #a `));
      assertEquals(
        await second.ask(back.conn, "MODE #a -v bob", "PRIVMSG #a :hi"),
        [],
      );
    });
  }
});

Deno.test("who was in a channel does not pass a ban that is newer", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a" });
  const bob = await come(first, "bob", { channels: "#a" });
  await first.ask(ann.conn, "MODE #a +i");

  await using second = await restart(first, store);
  const op = await come(second, "ann", { token: ann.token, channels: "#a" });
  await second.ask(op.conn, "MODE #a +b bob!*@*");
  const back = await come(second, "bob", { token: bob.token });

  const [answer] = await second.ask(back.conn, "JOIN #a");
  assertMatch(answer!, / 474 bob #a /);
});

Deno.test("a secret channel that waits is seen by nobody, a public one by who asks for it", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#s,#a" });
  await first.ask(ann.conn, "MODE #s +s", "TOPIC #s :hidden", "TOPIC #a :open");

  await using second = await restart(first, store);
  const eve = await second.join("eve");
  const lines = await second.ask(
    eve,
    "LIST #s,#a",
    "TOPIC #s",
    "MODE #s",
    "NAMES #s",
  );

  assertEquals(lines, [
    ":test.chat 321 eve Channel :Users  Name",
    ":test.chat 322 eve #a 0 :open",
    ":test.chat 323 eve :End of /LIST",
    ":test.chat 403 eve #s :No such channel",
    ":test.chat 403 eve #s :No such channel",
    ":test.chat 366 eve #s :End of /NAMES list",
  ]);
});

Deno.test("a channel whose people do not come back ends after ten minutes", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a,#b" });
  await first.ask(ann.conn, "MODE #a +m", "MODE #b +m");

  await using second = await restart(first, store);
  const keep = await second.join("keep", {
    channels: "#b",
    address: "127.0.0.1",
  });
  for (let minute = 0; minute < 10; minute++) {
    await second.ask(keep, "PING 1");
    await second.clock.advance(60_000);
  }
  await second.clock.advance(1_000);
  const late = await come(second, "ann", {
    token: ann.token,
    channels: "#a,#b",
  });

  assertEquals(
    await second.ask(late.conn, "MODE #a", "NAMES #a", "MODE #b", "NAMES #b")
      .then((lines) => lines.filter((line) => / 3(24|53) /.test(line))),
    [
      ":test.chat 324 ann #a :+nt",
      ":test.chat 353 ann = #a :@ann",
      ":test.chat 324 ann #b :+mnt",
      ":test.chat 353 ann = #b :keep ann",
    ],
  );
});

Deno.test("a restart in the wait loses nothing, either", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a" });
  const bob = await come(first, "bob", { channels: "#a" });
  await first.ask(ann.conn, "MODE #a +m");

  const second = await restart(first, store);
  await come(second, "bob", { token: bob.token, channels: "#a" });
  await using third = await restart(second, store);
  const back = await come(third, "ann", { token: ann.token, channels: "#a" });

  const lines = await third.ask(back.conn, "MODE #a", "NAMES #a");
  assertEquals(lines[0], ":test.chat 324 ann #a :+mnt");
  assertMatch(lines[2]!, / = #a :@ann$/);
});
