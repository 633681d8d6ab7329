import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

Deno.test("runTerminalMode() asks for what is missing", async () => {
  const rig = new TerminalModeRig({ channels: ["#lobby"], json: false });
  assertEquals(await rig.rows(), ["Server [localhost:8080]:"]);
  await rig.type("nowhere:x\r");
  await rig.type("irc://host/b\r");
  assertEquals(await rig.type("a b\r"), []);
  assertEquals((await rig.type("\r")).slice(1, 2), ["NICK Ann_X"]);
  await rig.welcome();

  assertEquals(await rig.answer("PING x"), ["PONG :x"]);
  await rig.answer(":ann!a@h JOIN #b");
  assertEquals(await rig.rows(), [
    "Server [localhost:8080]: nowhere:x",
    'Cannot read the address "nowhere:x" as "x" is no port from 1',
    "  to 65535: write host, host:port, [ipv6]:port or",
    "  irc://host:port/channel",
    "Server [localhost:8080]: irc://host/b",
    "Your name [Ann_X]: a b",
    'Cannot use "a b" as a name as only letters, digits and',
    "  -_[]\\`^{|} are allowed (32 at most, no digit or - first):",
    '  "a_b" would do',
    "Your name [Ann_X]: Ann_X",
    "Connecting to host:6667 …",
    "Connected to irc.example as ann; /help for help",
    "── #b ──",
    "HH:MM You are in #b",
    "irc.example · #b (1)",
    "#b>",
  ]);
});

Deno.test("runTerminalMode() asks for another name when one is taken", async () => {
  const rig = new TerminalModeRig();
  await settle();
  rig.conn.takeLines();
  await rig.answer(":irc 433 * ann :In use");

  assertEquals(await rig.rows(), [
    "Connecting to host:8080 …",
    'The nick "ann" is taken (In use)',
    "Another name [ann2]:",
  ]);
  assertEquals((await rig.type("\r")).slice(1, 2), ["NICK ann2"]);
});

Deno.test("runTerminalMode() asks for a password, unseen", async () => {
  const rig = new TerminalModeRig();
  await settle();
  await rig.answer(":irc 464 * :Password incorrect");
  await rig.type("s3cret");

  assertEquals(await rig.rows(), [
    "Connecting to host:8080 …",
    "It asks for a password",
    "Password:",
  ]);
  assertEquals((await rig.type("\r")).slice(1, 2), ["PASS s3cret"]);
  await rig.answer(":irc 464 * :Password incorrect");
  assertEquals((await rig.rows()).slice(-2), [
    "The password is wrong",
    "Password:",
  ]);
  await rig.type("\x03");
  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTerminalMode() takes a password that ends in a line break", async () => {
  const rig = new TerminalModeRig();
  await settle();
  await rig.answer(":irc 464 * :Password incorrect");
  assertEquals(await rig.type("\x1b[200~hunter\n2\x1b[201~\r"), []);
  assertEquals((await rig.rows()).slice(-3), [
    "Password:",
    "Cannot use the password as it holds a line break or a NUL",
    "Password:",
  ]);

  const sent = await rig.type("\x1b[200~hunter2\r\n\x1b[201~\r");
  assertEquals(sent.slice(1, 2), ["PASS hunter2"]);
  assertEquals(rig.terminal.output.includes("hunter"), false);
});

Deno.test("runTerminalMode() asks for the password of an account, unseen", async () => {
  const rig = new TerminalModeRig({
    address: { host: "host", port: 8080 },
    name: "ann",
    sasl: { account: "annie" },
    channels: ["#a"],
    json: false,
  });
  await rig.type("wrong");
  assertEquals(await rig.rows(), ["Password of annie:"]);
  await rig.type("\r");
  const offer = [":irc CAP * LS :sasl", ":irc CAP * ACK :sasl"];
  await rig.answer(...offer, ":irc 904 ann :SASL authentication failed");
  const rows = await rig.rows();
  assertEquals(rows.at(-1), "Password of annie:");
  const reason = "It does not take the password of the account";
  assertEquals(rows.some((row) => row.startsWith(reason)), true);

  await rig.type("s3cret\r");
  await rig.answer(...offer);
  assertEquals(
    await rig.answer("AUTHENTICATE +"),
    [`AUTHENTICATE ${btoa("annie\0annie\0s3cret")}`],
  );
  assertEquals(rig.terminal.output.includes("s3cret"), false);
});
