import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import type { Client } from "../../client/client.ts";
import { JoinError } from "../../client/join_error.ts";
import type { ClientOptions } from "../../client/open_client.ts";
import { numberedNick } from "../../protocol/names.ts";
import { settle } from "../fakes/fake_clock.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

async function failure(
  client: Promise<Client> | undefined,
): Promise<JoinError> {
  return await assertRejects(() => Promise.resolve(client), JoinError);
}

Deno.test("openClient() names us at once, for servers without capabilities", async () => {
  const rig = new ClientRig();
  const [client] = await rig.open({ nick: "Zoë_the_1st", password: "a b" });

  assertEquals(rig.conn.takeLines(), [
    "CAP LS :302",
    "PASS :a b",
    "NICK Zoë_the_1st",
    "USER zoethe1st 0 * Zoë_the_1st",
  ]);
  const said = await rig.answer(
    ":irc NOTICE * :Looking up your name",
    ":irc 421 * CAP :Unknown command",
    ":irc.example 001 Zoë :Welcome",
  );
  assertEquals(said, []);
  assertEquals((await client)?.state.nick, "Zoë");
  assertEquals((await client)?.state.serverName, "irc.example");
});

Deno.test("openClient() asks for the capabilities that it knows, no others", async () => {
  const rig = new ClientRig();
  await rig.open();
  rig.conn.takeLines();

  assertEquals(
    await rig.answer(
      ":irc CAP * LS * :sasl=PLAIN batch extended-join account-tag",
      ":irc CAP * LS :draft/multiline=max-bytes=99 echo-message",
    ),
    ["CAP REQ :batch draft/multiline echo-message"],
  );
  assertEquals(
    await rig.answer(":irc CAP * ACK :batch draft/multiline echo-message "),
    ["CAP :END"],
  );
});

Deno.test("openClient() ends the negotiation also without any", async () => {
  const rig = new ClientRig();
  await rig.open();
  rig.conn.takeLines();

  assertEquals(await rig.answer(":irc CAP * LS :sasl"), ["CAP :END"]);
  assertEquals(await rig.answer(":irc CAP * NAK :batch"), []);
});

Deno.test("openClient() asks for each capability alone when the list is refused", async () => {
  const rig = new ClientRig();
  const [client] = await rig.open();
  rig.conn.takeLines();

  assertEquals(
    await rig.answer(":irc CAP * LS :batch setname server-time"),
    ["CAP REQ :batch setname server-time"],
  );
  assertEquals(
    await rig.answer(":irc CAP * NAK :batch setname server-time"),
    ["CAP REQ :batch", "CAP REQ :setname", "CAP REQ :server-time"],
  );
  assertEquals(
    await rig.answer(":irc CAP * ACK :batch", ":irc CAP * NAK :setname"),
    [],
  );
  assertEquals(await rig.answer(":irc CAP * NAK :server-time"), ["CAP :END"]);
  await rig.answer(":irc 001 ann :Welcome");
  assertEquals((await client)?.state.nick, "ann");
});

Deno.test("openClient() goes on when the only capability is refused", async () => {
  const rig = new ClientRig();
  await rig.open();
  rig.conn.takeLines();

  assertEquals(await rig.answer(":irc CAP * LS :batch"), ["CAP REQ :batch"]);
  assertEquals(await rig.answer(":irc CAP * NAK :batch"), ["CAP :END"]);
});

Deno.test("openClient() answers PING before it is let in", async () => {
  const rig = new ClientRig();
  await rig.open();
  rig.conn.takeLines();

  assertEquals(await rig.answer("PING :a b"), ["PONG :a b"]);
});

Deno.test("openClient() tries the next nick when one is taken", async () => {
  const rig = new ClientRig();
  let tries = 1;
  const [client] = await rig.open({
    nextNick: () => numberedNick("ann", ++tries),
  });
  rig.conn.takeLines();

  const taken = ":irc 433 * ann :Nickname is already in use";
  assertEquals(await rig.answer(taken), ["NICK ann2"]);
  assertEquals(await rig.answer(taken), ["NICK ann3"]);
  await rig.welcome(ALL_CAPABILITIES, "ann3");
  assertEquals((await client)?.state.nick, "ann3");
});

Deno.test("openClient() says why the server does not let us in", async (t) => {
  const cases: readonly {
    readonly name: string;
    readonly lines: readonly string[];
    readonly options?: Partial<ClientOptions>;
    readonly want: string;
    readonly kind?: string;
  }[] = [
    {
      name: "a taken nick",
      lines: ["433 * ann :In use"],
      want: 'Cannot join host:8080 as the nick "ann" is taken (In use): ' +
        "choose another with --name",
      kind: "nick",
    },
    {
      name: "a nick that it does not take",
      lines: ["432 * ann :Erroneous nickname"],
      options: { nextNick: () => "other" },
      want: 'Cannot join host:8080 as it does not take "ann" as a nick ' +
        "(Erroneous nickname): choose another with --name",
      kind: "nick",
    },
    {
      name: "a wrong password",
      lines: ["464 * :Password incorrect", "ERROR :Closing link"],
      options: { password: "x" },
      want: "Cannot join host:8080 as the password is wrong: " +
        "set --password or its variable",
      kind: "password",
    },
    {
      name: "a missing password",
      lines: ["ERROR :Bad password?"],
      want: "Cannot join host:8080 as it asks for a password: " +
        "set --password or its variable",
      kind: "password",
    },
    {
      name: "a ban",
      lines: ["465 * :Go \x1b[31maway"],
      want: "Cannot join host:8080 as it has banned you: Go ␛[31maway",
      kind: "banned",
    },
    {
      name: "another reason",
      lines: ["ERROR :Server is full"],
      want: "Cannot join host:8080 as it closed the connection: Server is full",
    },
  ];
  for (const { name, lines, options, want, kind = "failed" } of cases) {
    await t.step(name, async () => {
      const rig = new ClientRig();
      const [client] = await rig.open(options);
      rig.conn.sendLines(...lines);

      const error = await failure(client);
      assertEquals(error.message, want);
      assertEquals(error.kind, kind);
      assertEquals(rig.conn.isClosed, true);
      assertEquals(rig.clock.timerCount, 0);
    });
  }
});

Deno.test("openClient() gives up when the server says nothing", async () => {
  const rig = new ClientRig();
  const [client] = await rig.open();
  await rig.clock.advance(9_999);
  assertEquals(rig.conn.isClosed, false);
  await rig.clock.advance(1);

  assertEquals(
    (await failure(client)).message,
    "Cannot join host:8080 as it gives no answer in 10 s: " +
      "check that it is a chat server",
  );
  assertEquals(rig.conn.isClosed, true);
});

Deno.test("openClient() gives up when the server never lets it in", async () => {
  const rig = new ClientRig();
  const [client] = await rig.open();
  await rig.answer(":irc NOTICE * :Looking up your name");
  await rig.clock.advance(59_999);
  assertEquals(rig.conn.isClosed, false);
  await rig.clock.advance(1);

  assertEquals(
    (await failure(client)).message,
    "Cannot join host:8080 as it does not let you in within 60 s: " +
      "check that it is a chat server",
  );
  assertEquals(rig.clock.timerCount, 0);
});

Deno.test("openClient() gives up when the server closes without a word", async () => {
  const rig = new ClientRig();
  const [client] = await rig.open();
  rig.conn.end();

  assertEquals(
    (await failure(client)).message,
    "Cannot join host:8080 as it closed the connection: " +
      "check that it is a chat server",
  );
});

Deno.test("openClient() gives up when aborted", async () => {
  const rig = new ClientRig();
  const leave = new AbortController();
  const [client] = await rig.open({ signal: leave.signal });
  leave.abort();
  await settle();

  await failure(client);
  assertEquals(rig.conn.isClosed, true);
  assertEquals(rig.clock.timerCount, 0);
});
