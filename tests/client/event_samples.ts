import { assertEquals } from "@std/assert/equals";
import { runLineMode } from "../../client/line_mode.ts";
import { readLines } from "../../client/read_lines.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

/** What a server sends so that every event happens, in each of its forms. */
const LINES: readonly string[] = [
  ":ann!a@h JOIN #a",
  ":irc 353 ann = #a :@ann bob",
  ":irc 366 ann #a :End of names",
  ":irc 332 ann #a :what it is about",
  ":bob TOPIC #a :another topic",
  ":bob PRIVMSG #a :hi",
  "@msgid=1;+draft/reply=0;bot :bob PRIVMSG #a :beep",
  ":bob PRIVMSG ann :psst",
  ":bob PRIVMSG #a :\x01ACTION waves\x01",
  "@msgid=2;+draft/reply=1;bot :bob PRIVMSG ann :\x01ACTION waves\x01",
  ":irc NOTICE ann :note",
  "@msgid=3;+draft/reply=1;bot :bob NOTICE #a :note",
  "@+draft/react=👍;+draft/reply=1 :bob TAGMSG #a",
  "@+draft/unreact=👍;+draft/reply=1 :bob TAGMSG ann",
  "@msgid=4 :bob EDITMSG #a 1 :boop",
  ":bob EDITMSG ann 2 :winks",
  ":bob REDACT #a 1 :oops",
  ":bob REDACT ann 2",
  "@+typing=active :bob TAGMSG #a",
  "@+typing=done :bob TAGMSG ann",
  ":eve JOIN #a",
  ":eve PART #a :bye",
  ":eve JOIN #a",
  ":ann KICK #a eve :be good",
  ":eve NICK eva",
  ":eva SETNAME :Eva",
  ":bob AWAY :lunch",
  ":bob AWAY",
  ":bob MODE #a +o ann",
  ":bob INVITE ann #b",
  ":bob QUIT :so long",
  ":ann RENAME #a #aa :better",
  ":irc 322 ann #aa 2 :another topic",
  ":irc NOTE * NEWS :news",
  ":irc 401 ann nobody :No such nick",
  "FAIL NAMES UNKNOWN_ERROR :no",
  "@label=m1 404 ann #aa :You are mute",
];

/** Runs line mode with `--json` through all of it, and gives what it prints. */
export async function eventSamples(): Promise<Record<string, unknown>[]> {
  const rig = new ClientRig();
  const input = new FakeConn();
  const stdout = new FakeConn();
  const exitCode = runLineMode({
    address: { host: "host", port: 8080 },
    name: "ann",
    channels: ["#a"],
    json: true,
  }, {
    ...rig.deps,
    input: readLines(input),
    stdout,
    stderr: new FakeConn(),
    signal: new AbortController().signal,
  });
  await settle();
  await rig.welcome(ALL_CAPABILITIES);
  input.send("one\n");
  await rig.answer(...LINES);
  input.end();
  await settle();
  rig.conn.end();
  assertEquals(await exitCode, 1);
  return stdout.output.trimEnd().split("\n").map((line) => JSON.parse(line));
}
