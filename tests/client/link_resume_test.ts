import { assertEquals } from "@std/assert/equals";
import { LinkRig } from "./link_rig.ts";
import { ClientRig, KEPT_CAPABILITIES } from "./rig.ts";

/** A link with a token of the server, in one channel with bob. */
async function joinWithToken(): Promise<LinkRig> {
  const rig = new LinkRig();
  await rig.join({
    capabilities: KEPT_CAPABILITIES,
    welcome: [":irc RESUME TOKEN s3cret"],
  });
  await rig.answer(":irc 353 ann = #a :ann bob", ":irc 366 ann #a :End");
  rig.takeEvents();
  return rig;
}

Deno.test("Link comes back with its token, at the end of the negotiation", async () => {
  const rig = await joinWithToken();
  await rig.cut();
  await rig.redial();
  const capabilities = KEPT_CAPABILITIES.replace(/=\S+/g, "");

  assertEquals(
    await rig.answer(
      `:irc CAP * LS :${KEPT_CAPABILITIES}`,
      `:irc CAP * ACK :${capabilities}`,
    ),
    [`CAP REQ :${capabilities}`, "RESUME s3cret", "CAP :END"],
  );
});

Deno.test("Link comes back with its token behind the login to its account", async () => {
  const rig = new LinkRig();
  const opening = rig.join({
    sasl: { account: "ann", password: "x" },
    capabilities: "sasl chat/resume",
    welcome: [":irc RESUME TOKEN s3cret"],
  });
  await opening;
  await rig.cut();
  await rig.redial();
  await rig.answer(
    ":irc CAP * LS :sasl chat/resume",
    ":irc CAP * ACK :sasl chat/resume",
    "AUTHENTICATE +",
  );

  assertEquals(await rig.answer(":irc 903 ann :Welcome back"), [
    "RESUME s3cret",
    "CAP :END",
  ]);
});

Deno.test("Link has no token for a server that gives none", async () => {
  const rig = new LinkRig();
  await rig.join({ capabilities: KEPT_CAPABILITIES });
  const lines = await rig.reconnect({ capabilities: KEPT_CAPABILITIES });

  assertEquals(rig.conn.output.includes("RESUME"), false);
  assertEquals(lines[0], "JOIN #a");
});

Deno.test("Link takes no token that a line cannot carry back", async (t) => {
  for (const token of ["", ":x y", `:${"x".repeat(300)}`]) {
    await t.step(token.slice(0, 10), async () => {
      const rig = new LinkRig();
      await rig.join({
        capabilities: KEPT_CAPABILITIES,
        welcome: [`:irc RESUME TOKEN ${token}`],
      });
      await rig.reconnect({ capabilities: KEPT_CAPABILITIES });

      assertEquals(rig.conn.output.includes("RESUME"), false);
    });
  }
});

Deno.test("openClient() asks for no place to be kept for who does not come back", async () => {
  const rig = new ClientRig();
  await rig.open();

  assertEquals(
    (await rig.answer(":irc CAP * LS :batch chat/resume")).at(-1),
    "CAP REQ :batch",
  );
});

Deno.test("Link goes on where the server has kept it, and enters nothing", async () => {
  const rig = await joinWithToken();
  rig.link.send("AWAY", "lunch");
  rig.link.send("JOIN", "#wanted");
  const lines = await rig.reconnect({
    capabilities: KEPT_CAPABILITIES,
    welcome: [":irc RESUME SESSION ann", ":irc RESUME TOKEN s3cret"],
  });
  assertEquals(lines.slice(0, 2), ["PING lag-rejoined", "JOIN #wanted"]);

  await rig.answer(
    ":ann!a@h JOIN #a",
    ":irc 353 ann = #a :ann bob",
    ":irc 366 ann #a :End",
    ":irc PONG irc :lag-rejoined",
  );
  assertEquals(rig.takeEvents(), [
    "disconnected (it broke the connection off)",
    "reconnected",
    "own join again #a",
  ]);
  assertEquals([...rig.link.state.channels.keys()], ["#a"]);
});

Deno.test("Link is out of a channel that the server has not kept it in", async () => {
  const rig = await joinWithToken();
  await rig.answer(":ann!a@h JOIN #b");
  await rig.reconnect({
    capabilities: KEPT_CAPABILITIES,
    welcome: [":irc RESUME SESSION ann", ":irc RESUME TOKEN s3cret"],
  });
  await rig.answer(":ann!a@h JOIN #b", ":irc PONG irc :lag-rejoined");

  assertEquals(rig.takeEvents().slice(-2), [
    "own join again #b",
    "own part #a: ",
  ]);
  assertEquals([...rig.link.state.channels.keys()], ["#b"]);
});

Deno.test("Link enters its channels again where only its identity is back", async (t) => {
  const cases = [
    [":irc RESUME IDENTITY", ":irc RESUME TOKEN s3cret"],
    [":irc FAIL RESUME INVALID_TOKEN :No", ":irc RESUME TOKEN other"],
  ];
  for (const welcome of cases) {
    await t.step(welcome[0] ?? "", async () => {
      const rig = await joinWithToken();
      const [first] = await rig.reconnect({
        capabilities: KEPT_CAPABILITIES,
        welcome,
      });
      assertEquals(first, "JOIN #a");
      await rig.reconnect({ capabilities: KEPT_CAPABILITIES });

      const token = welcome[1]?.split(" ").at(-1);
      assertEquals(rig.conn.output.includes(`RESUME ${token}\r\n`), true);
    });
  }
});

Deno.test("Link has the nick of its session, though that was taken at first", async () => {
  const rig = await joinWithToken();
  await rig.cut();
  await rig.redial();
  assertEquals(
    await rig.answer(":irc 433 * ann :Nickname is already in use"),
    ["NICK ann2"],
  );
  await rig.readmit({
    capabilities: KEPT_CAPABILITIES,
    welcome: [":irc RESUME SESSION ann", ":irc RESUME TOKEN s3cret"],
  });

  assertEquals(rig.link.state.nick, "ann");
});
