import { assertEquals } from "@std/assert/equals";
import { SERVER_CAPABILITIES } from "../../protocol/capabilities.ts";
import { supportTokens } from "../../server/isupport.ts";
import { TEST_OPTIONS, TestServer } from "../fakes/test_server.ts";

Deno.test("numeric 005 tells what this server supports, token by token", () => {
  assertEquals(supportTokens({ ...TEST_OPTIONS, network: "class 5b" }), [
    "NETWORK=class\\x205b",
    "CHANTYPES=#",
    "PREFIX=(ohv)@%+",
    "CHANMODES=Ibe,k,fl,CUimnst",
    "CASEMAPPING=ascii",
    "STATUSMSG=@%+",
    "AWAYLEN=256",
    "BOT=B",
    "CHANLIMIT=#:100",
    "CHANNELLEN=64",
    "CHATHISTORY=500",
    "CLIENTTAGDENY=",
    "ELIST=CMNTU",
    "EXCEPTS=e",
    "EXTBAN=,m",
    "INVEX=I",
    "KEYLEN=32",
    "KICKLEN=256",
    "KNOCK",
    "MAXLIST=I:100,b:100,e:100",
    "MODES=4",
    "MONITOR=100",
    "MSGREFTYPES=msgid,timestamp",
    "NAMELEN=64",
    "NICKLEN=32",
    "SAFELIST",
    "TARGMAX=JOIN:,KICK:4,LIST:,MONITOR:,NAMES:,NOTICE:4,PART:,PRIVMSG:4," +
    "TAGMSG:4,USERHOST:5,WHOIS:1,WHOWAS:4",
    "TOPICLEN=256",
    "USERLEN=16",
    "UTF8ONLY",
    "WHOX",
  ]);
});

Deno.test("CAP LS 302 offers what this server has, and no more", () => {
  assertEquals([...SERVER_CAPABILITIES], [
    ["account-tag", ""],
    ["away-notify", ""],
    ["batch", ""],
    ["cap-notify", ""],
    ["chat/edit", ""],
    ["chat/resume", ""],
    ["chat/search", "max=50"],
    ["chat/send-id", ""],
    ["chghost", ""],
    ["draft/channel-rename", ""],
    ["draft/chathistory", ""],
    ["draft/event-playback", ""],
    ["draft/message-redaction", ""],
    [
      "draft/metadata-2",
      "before-connect,max-subs=50,max-keys=20,max-value-bytes=230",
    ],
    ["draft/multiline", "max-bytes=40000,max-lines=1000"],
    ["draft/pre-away", ""],
    ["draft/read-marker", ""],
    ["echo-message", ""],
    ["extended-join", ""],
    ["extended-monitor", ""],
    ["invite-notify", ""],
    ["labeled-response", ""],
    ["message-tags", ""],
    ["multi-prefix", ""],
    ["no-implicit-names", ""],
    ["server-time", ""],
    ["setname", ""],
    ["standard-replies", ""],
    ["userhost-in-names", ""],
    ["znc.in/playback", ""],
  ]);
});

/** Lines of one limit: the most that is taken, and one more. */
interface Limit {
  readonly token: string;
  readonly before?: readonly string[];
  readonly most: string;
  readonly more: string;
  /** The numeric or command that refuses one more. */
  readonly refusal: string;
}

const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`).join(",");

const LIMITS: readonly Limit[] = [
  {
    token: "CHANLIMIT",
    before: [`JOIN ${names(49, "#x")}`, `JOIN ${names(49, "#y")}`],
    most: "JOIN #most",
    more: "JOIN #more",
    refusal: "405",
  },
  {
    token: "CHANNELLEN",
    most: `JOIN #${"c".repeat(63)}`,
    more: `JOIN #${"c".repeat(64)}`,
    refusal: "403",
  },
  {
    token: "KEYLEN",
    most: `MODE #a +k ${"k".repeat(32)}`,
    more: `MODE #a +k ${"k".repeat(33)}`,
    refusal: "696",
  },
  {
    token: "MONITOR",
    before: [`MONITOR + ${names(50, "x")}`, `MONITOR + ${names(49, "y")}`],
    most: "MONITOR + most",
    more: "MONITOR + more",
    refusal: "734",
  },
  {
    token: "NAMELEN",
    most: `SETNAME :${"r".repeat(64)}`,
    more: `SETNAME :${"r".repeat(65)}`,
    refusal: "FAIL",
  },
  {
    token: "NICKLEN",
    most: `NICK ${"n".repeat(32)}`,
    more: `NICK ${"n".repeat(33)}`,
    refusal: "432",
  },
  {
    token: "TARGMAX",
    most: "PRIVMSG op,op,op,op :x",
    more: "PRIVMSG a,b,c,d,e :x",
    refusal: "407",
  },
  {
    token: "TOPICLEN",
    most: `TOPIC #a :${"t".repeat(256)}`,
    more: `TOPIC #a :${"t".repeat(257)}`,
    refusal: "417",
  },
];

Deno.test("what 005 limits is taken up to there, and refused beyond", async (t) => {
  for (const { token, before = [], most, more, refusal } of LIMITS) {
    await t.step(token, async () => {
      await using server = new TestServer({ hasThrottle: false });
      const op = await server.join("op", {
        channels: "#a",
        capabilities: "setname",
      });
      await server.ask(op, ...before);
      const isRefusal = (line: string) => line.split(" ")[1] === refusal;

      assertEquals((await server.ask(op, most)).some(isRefusal), false);
      assertEquals((await server.ask(op, more)).some(isRefusal), true);
    });
  }
});
