import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { JoinError } from "../../client/join_error.ts";
import { formatPlain } from "../../client/sasl.ts";
import { ClientRig } from "./rig.ts";

const ANN = { account: "ann", password: "s3cret" };

Deno.test("formatPlain() writes account and password in Base64", () => {
  // (IRCv3 sasl-3.1, the example)
  assertEquals(
    formatPlain({ account: "jilles", password: "sesame" }),
    ["amlsbGVzAGppbGxlcwBzZXNhbWU="],
  );
});

Deno.test("formatPlain() cuts at 400 bytes, and ends what is full", async (t) => {
  const cases = [
    { name: "less than a chunk", bytes: 297, want: [396] },
    { name: "a whole chunk", bytes: 300, want: [400, 1] },
    { name: "more than a chunk", bytes: 303, want: [400, 4] },
    { name: "two whole chunks", bytes: 600, want: [400, 400, 1] },
  ];
  for (const { name, bytes, want } of cases) {
    await t.step(name, () => {
      const password = "x".repeat(bytes - "a\0a\0".length);
      const chunks = formatPlain({ account: "a", password });

      assertEquals(chunks.map((chunk) => chunk.length), want);
      const base64 = chunks.filter((chunk) => chunk !== "+").join("");
      assertEquals(atob(base64), `a\0a\0${password}`);
    });
  }
});

Deno.test("formatPlain() writes any character as UTF-8", () => {
  const [chunk = ""] = formatPlain({ account: "Zoë", password: "🦕" });
  const bytes = Uint8Array.from(atob(chunk), (byte) => byte.charCodeAt(0));

  assertEquals(new TextDecoder().decode(bytes), "Zoë\0Zoë\0🦕");
});

Deno.test("openClient() logs in before it ends the negotiation", async () => {
  const rig = new ClientRig();
  const [client] = await rig.open({ sasl: ANN });
  rig.conn.takeLines();

  assertEquals(
    await rig.answer(":irc CAP * LS :batch sasl=EXTERNAL,PLAIN"),
    ["CAP REQ :batch sasl"],
  );
  assertEquals(
    await rig.answer(":irc CAP * ACK :batch sasl"),
    ["AUTHENTICATE PLAIN"],
  );
  assertEquals(
    await rig.answer("AUTHENTICATE +"),
    [`AUTHENTICATE ${formatPlain(ANN)[0]}`],
  );
  assertEquals(
    await rig.answer(
      ":irc 900 ann ann!a@h ann :You are now logged in as ann",
      ":irc 903 ann :SASL authentication successful",
    ),
    ["CAP :END"],
  );
  await rig.answer(":irc 001 ann :Welcome");
  assertEquals((await client)?.state.nick, "ann");
});

Deno.test("openClient() logs in where the list of capabilities is refused", async () => {
  const rig = new ClientRig();
  await rig.open({ sasl: ANN });
  rig.conn.takeLines();
  await rig.answer(":irc CAP * LS :batch sasl", ":irc CAP * NAK :batch sasl");

  assertEquals(
    await rig.answer(":irc CAP * ACK :sasl", ":irc CAP * NAK :batch"),
    ["AUTHENTICATE PLAIN"],
  );
});

Deno.test("openClient() says why it is not logged in", async (t) => {
  const OFFER = [":irc CAP * LS :sasl", ":irc CAP * ACK :sasl"];
  const NOT_OFFERED = "Cannot join host:8080 as it offers no login to an " +
    "account with a password: leave out --sasl";
  const cases: readonly {
    readonly name: string;
    readonly lines: readonly string[];
    readonly want: string;
    readonly kind?: string;
  }[] = [
    {
      name: "no SASL",
      lines: [":irc CAP * LS :batch", ":irc CAP * ACK :batch"],
      want: NOT_OFFERED,
    },
    { name: "nothing offered", lines: [":irc CAP * LS :"], want: NOT_OFFERED },
    {
      name: "SASL refused",
      lines: [":irc CAP * LS :sasl", ":irc CAP * NAK :sasl"],
      want: NOT_OFFERED,
    },
    {
      name: "no capabilities at all",
      lines: [":irc 421 * CAP :Unknown command", ":irc 001 ann :Welcome"],
      want: NOT_OFFERED,
    },
    {
      name: "other mechanisms",
      lines: [":irc CAP * LS :sasl=EXTERNAL", ":irc CAP * ACK :sasl"],
      want: NOT_OFFERED,
    },
    {
      name: "other mechanisms, told late",
      lines: [
        ...OFFER,
        ":irc 908 ann EXTERNAL :are available SASL mechanisms",
        ":irc 904 ann :SASL authentication failed",
      ],
      want: "Cannot join host:8080 as it offers no login to an account with " +
        "a password, only by EXTERNAL: leave out --sasl",
    },
    {
      name: "a wrong password",
      lines: [
        ...OFFER,
        "AUTHENTICATE +",
        ":irc 904 ann :SASL authentication failed",
      ],
      want:
        'Cannot join host:8080 as it does not take the password of the account "ann" ' +
        "(SASL authentication failed): check --sasl or its variable",
      kind: "account",
    },
    {
      name: "a locked account",
      lines: [
        ...OFFER,
        "AUTHENTICATE +",
        ":irc 902 ann :You must use a nick assigned to you",
      ],
      want:
        'Cannot join host:8080 as it does not take the password of the account "ann" ' +
        "(You must use a nick assigned to you): check --sasl or its variable",
      kind: "account",
    },
    {
      name: "a password that is too long",
      lines: [
        ...OFFER,
        "AUTHENTICATE +",
        ":irc 905 ann :SASL message too long",
      ],
      want:
        'Cannot join host:8080 as it does not take the password of the account "ann" ' +
        "(SASL message too long): check --sasl or its variable",
      kind: "account",
    },
    {
      name: "a login that is broken off",
      lines: [...OFFER, ":irc 906 ann :SASL authentication aborted"],
      want: "Cannot join host:8080 as it broke the login off " +
        "(SASL authentication aborted)",
    },
    {
      name: "a server that lets us in without",
      lines: [...OFFER, ":irc 001 ann :Welcome"],
      want: NOT_OFFERED,
    },
  ];
  for (const { name, lines, want, kind = "failed" } of cases) {
    await t.step(name, async () => {
      const rig = new ClientRig();
      const [client] = await rig.open({ sasl: ANN });
      rig.conn.sendLines(...lines);

      const error = await assertRejects(
        () => Promise.resolve(client),
        JoinError,
      );
      assertEquals(error.message, want);
      assertEquals(error.kind, kind);
      assertEquals(rig.conn.isClosed, true);
    });
  }
});
