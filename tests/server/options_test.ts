import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import {
  resolveServerOptions,
  type ServeFlags,
  type ServerOptions,
} from "../../server/options.ts";

const FILES: Readonly<Record<string, string>> = {
  "motd.txt": "Welcome\r\n\r\n  to 5b\n\n",
  "empty.txt": "\n",
};

function resolve(flags: ServeFlags): ServerOptions {
  return resolveServerOptions(flags, {
    hostname: () => "Box-7",
    dataFolder: () => "/home/ann/.local/share/chat",
    readTextFile(path) {
      const text = FILES[path];
      if (text === undefined) throw new Deno.errors.NotFound("No such file");
      return text;
    },
  });
}

Deno.test("resolveServerOptions() has a default for everything", () => {
  assertEquals(resolve({}), {
    port: 8080,
    host: undefined,
    serverName: "box-7.chat",
    network: "Box-7",
    backlog: 511,
    maxClients: 10_000,
    password: undefined,
    motd: [],
    admin: undefined,
    opers: [],
    hasConsole: true,
    hasThrottle: true,
    logLevel: "info",
    dbPath: "/home/ann/.local/share/chat/server-8080.db",
    historyDays: 365,
    historyMessages: 100_000,
    historyFromJoin: false,
    holdMs: 120_000,
  });
});

Deno.test("resolveServerOptions() takes good values", async (t) => {
  const rows: [ServeFlags, Partial<ServerOptions>][] = [
    [{ port: 0 }, { port: 0 }],
    [{ port: 65_535 }, { port: 65_535 }],
    [{ host: "*" }, { host: undefined }],
    [{ host: "chat.example" }, { host: "chat.example" }],
    [{ host: "[::1]" }, { host: "::1" }],
    [{ host: "fe80::1%eth0" }, { host: "fe80::1%eth0" }],
    [{ name: "Class 5b" }, {
      network: "Class 5b",
      serverName: "class-5b.chat",
    }],
    [{ name: " chat.example.org " }, {
      network: "chat.example.org",
      serverName: "chat.example.org",
    }],
    [{ name: "蔵" }, { network: "蔵", serverName: "server.chat" }],
    [{ name: "x".repeat(63) }, { network: "x".repeat(63) }],
    [{ backlog: 1 }, { backlog: 1 }],
    [{ backlog: 65_535 }, { backlog: 65_535 }],
    [{ maxClients: 1 }, { maxClients: 1 }],
    [{ maxClients: 1_000_000 }, { maxClients: 1_000_000 }],
    [{ password: "" }, { password: undefined }],
    [{ password: "open sesame" }, { password: "open sesame" }],
    [{ password: "é".repeat(252) }, { password: "é".repeat(252) }],
    [{ motd: "" }, { motd: [] }],
    [{ motd: "one" }, { motd: ["one"] }],
    [{ motd: "one\ntwo\rthree" }, { motd: ["one", "two", "three"] }],
    [{ motd: "a\0b" }, { motd: ["ab"] }],
    [{ motd: "@motd.txt" }, { motd: ["Welcome", "", "  to 5b"] }],
    [{ motd: "@empty.txt" }, { motd: [] }],
    [{ admin: "" }, { admin: undefined }],
    [{ admin: "  " }, { admin: undefined }],
    [{ admin: " Ann, room 5 " }, { admin: "Ann, room 5" }],
    [{ admin: "é".repeat(128) }, { admin: "é".repeat(128) }],
    [{ oper: [] }, { opers: [] }],
    [{ oper: "ann:x" }, { opers: [{ name: "ann", password: "x" }] }],
    [{ oper: ["ann:x y"] }, { opers: [{ name: "ann", password: "x y" }] }],
    [{ console: false }, { hasConsole: false }],
    [{ noConsole: true }, { hasConsole: false }],
    [{ console: true, noConsole: false }, { hasConsole: true }],
    [{ throttle: false }, { hasThrottle: false }],
    [{ noThrottle: true }, { hasThrottle: false }],
    [{ logLevel: "debug" }, { logLevel: "debug" }],
    [{ logLevel: "error" }, { logLevel: "error" }],
  ];
  for (const [flags, want] of rows) {
    await t.step(JSON.stringify(flags).slice(0, 60), () => {
      const options = resolve(flags);

      assertEquals({ ...options, ...want }, options);
    });
  }
});

Deno.test("resolveServerOptions() refuses bad values with a sentence", async (t) => {
  const rows: [ServeFlags, string][] = [
    [
      { port: -1 },
      "Cannot use --port -1 as it takes a whole number from 0 to 65535",
    ],
    [
      { port: 65_536 },
      "Cannot use --port 65536 as it takes a whole number from 0 to 65535",
    ],
    [
      { port: 1.5 },
      "Cannot use --port 1.5 as it takes a whole number from 0 to 65535",
    ],
    [
      { port: NaN },
      "Cannot use --port NaN as it takes a whole number from 0 to 65535",
    ],
    [
      { host: "" },
      'Cannot use --host "" as it is neither a host name nor an address',
    ],
    [
      { host: "a b" },
      'Cannot use --host "a b" as it is neither a host name nor an address',
    ],
    [
      { host: "http://a" },
      'Cannot use --host "http://a" as it is neither a host name nor an address',
    ],
    [
      { name: "" },
      'Cannot use --name "" as a name has 1 to 63 visible characters',
    ],
    [
      { name: " " },
      'Cannot use --name " " as a name has 1 to 63 visible characters',
    ],
    [
      { name: "a\tb" },
      'Cannot use --name "a\tb" as a name has 1 to 63 visible characters',
    ],
    [
      { name: "a\u200bb" },
      'Cannot use --name "a\u200bb" as a name has 1 to 63 visible characters',
    ],
    [
      { name: "x".repeat(64) },
      `Cannot use --name "${
        "x".repeat(64)
      }" as a name has 1 to 63 visible characters`,
    ],
    [
      { backlog: 0 },
      "Cannot use --backlog 0 as it takes a whole number from 1 to 65535",
    ],
    [
      { backlog: 65_536 },
      "Cannot use --backlog 65536 as it takes a whole number from 1 to 65535",
    ],
    [
      { maxClients: 0 },
      "Cannot use --max-clients 0 as it takes a whole number from 1 to 1000000",
    ],
    [
      { maxClients: 1_000_001 },
      "Cannot use --max-clients 1000001 as it takes a whole number from 1 to 1000000",
    ],
    [
      { password: "a\nb" },
      "Cannot use the --password as it has a line break in it",
    ],
    [
      { password: "a\rb" },
      "Cannot use the --password as it has a line break in it",
    ],
    [
      { password: "é".repeat(252) + "x" },
      "Cannot use the --password as it has more than 504 bytes",
    ],
    [
      { motd: "@none.txt" },
      'Cannot use --motd "@none.txt" as the file cannot be read: No such file',
    ],
    [
      { admin: "a\tb" },
      'Cannot use --admin "a    b" as it takes one line of 256 bytes at most',
    ],
    [
      { admin: "é".repeat(129) },
      `Cannot use --admin "${
        "é".repeat(129)
      }" as it takes one line of 256 bytes at most`,
    ],
    [
      { oper: ["ann:x", "s3cret"] },
      "Cannot use --oper number 2 as it is not name:password",
    ],
    [
      { logLevel: "loud" },
      'Cannot use --log-level "loud" as it is none of error, warn, info, debug',
    ],
  ];
  for (const [flags, want] of rows) {
    await t.step(JSON.stringify(flags).slice(0, 60), () => {
      const error = assertThrows(() => resolve(flags), RangeError);

      assertEquals(error.message, want);
    });
  }
});
