import { assertEquals } from "@std/assert/equals";
import { JoinError } from "../../client/join_error.ts";
import { LinkRig } from "../client/link_rig.ts";
import { KEPT_CAPABILITIES } from "../client/rig.ts";
import { settle } from "../fakes/fake_clock.ts";
import { Random } from "./random.ts";

const LONG = "x".repeat(600);
const NAMES = ["#a", "#b", "ann", "bob", "", "*", "@#a", "irc.example", LONG];
const IDS = ["id1", "id2", "id3", "", "id\\s4", LONG];
const TIMES = [
  "2026-01-01T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
  "+275760-09-13T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "soon",
  "",
];
const TYPES = [
  "chathistory",
  "draft/chathistory-targets",
  "chat/search",
  "draft/multiline",
  "labeled-response",
];
const COMMANDS = [
  "PRIVMSG",
  "NOTICE",
  "JOIN",
  "PART",
  "QUIT",
  "NICK",
  "KICK",
  "MODE",
  "TOPIC",
  "TAGMSG",
  "REDACT",
  "EDITMSG",
  "RENAME",
  "MARKREAD",
  "CHATHISTORY",
  "RESUME",
  "FAIL",
  "ACK",
  "PONG",
  "005",
  "353",
  "366",
  "401",
];
const WORDS = [
  "TARGETS",
  "SESSION",
  "INVALID_TARGET",
  "PRIVMSG",
  "CHATHISTORY=0",
  "CHATHISTORY=-1",
  "CHATHISTORY=1",
  "CHATHISTORY=9e99",
  "MSGREFTYPES=",
  "MSGREFTYPES=timestamp",
  "timestamp=soon",
  "lag-rejoined",
  "+o",
];

/** A line that a strange server might send. */
function strangeLine(random: Random): string {
  const tags = [
    `msgid=${random.pick(IDS)}`,
    `time=${random.pick(TIMES)}`,
    `label=${random.pick(["q1", "q2", "q3", "m1", "m2", "tags", "x"])}`,
    "draft/chathistory-context",
    "+typing=active",
    "+draft/reply=id1",
    "+draft/react=x",
  ].filter(() => random.oneIn(3));
  if (random.oneIn(2)) tags.push(`batch=${random.below(2)}`);
  const prefix = tags.length === 0 ? "" : `@${tags.join(";")} `;
  const source = random.pick(["", ":bob!b@h ", ":ann!a@h ", ":irc.example "]);
  if (random.oneIn(4)) {
    const sign = random.pick(["+", "+", "-"]);
    const type = random.oneIn(2) ? "chathistory" : random.pick(TYPES);
    const name = `${sign}${random.below(2)}`;
    return `${prefix}${source}BATCH ${name} ${type} ${random.pick(NAMES)}`;
  }
  const params = random.list(
    4,
    () => random.pick([...NAMES, ...IDS, ...WORDS, ...TIMES]),
  ).filter((word) => word !== "" && !word.includes(" "));
  const last = random.oneIn(2) ? " :some text" : "";
  return `${prefix}${source}${random.pick(COMMANDS)} ${
    params.join(" ")
  }${last}`;
}

Deno.test("a link goes on whatever a server says of what it has kept", async () => {
  const seed = Number(Deno.env.get("FUZZ_SEED") ?? Date.now() % 1_000_000);
  const random = new Random(seed);
  for (let run = 0; run < 30; run++) {
    const rig = new LinkRig();
    await rig.join({ capabilities: KEPT_CAPABILITIES });
    for (let round = 0; round < 8; round++) {
      rig.link.archive.history("#a").catch(() => {});
      rig.link.archive.search("x").catch(() => {});
      try {
        rig.link.say(random.pick(["#a", "bob"]), "hi");
      } catch (error) {
        // The server has given us a name that leaves no room for a text.
        if (!(error instanceof RangeError)) throw error;
      }
      const lines = Array.from({ length: 40 }, () => strangeLine(random));
      await rig.answer(...lines);
      if (random.oneIn(3)) await rig.clock.advance(random.below(40_000));
      if (rig.link.status.kind !== "connected" || random.oneIn(2)) continue;
      await rig.reconnect({
        capabilities: KEPT_CAPABILITIES,
        welcome: random.oneIn(2) ? [] : [
          random.pick([":irc RESUME SESSION ann", ":irc RESUME IDENTITY"]),
          ":irc RESUME TOKEN x",
        ],
      });
    }
    rig.link.close();
    await settle();
    await rig.reading.catch((error) => {
      // Such as a ban; anything else is a fault of ours.
      if (!(error instanceof JoinError)) {
        throw new Error(`It goes wrong with FUZZ_SEED=${seed}`, {
          cause: error,
        });
      }
    });
    assertEquals(rig.clock.timerCount, 0, `FUZZ_SEED=${seed}`);
  }
});
