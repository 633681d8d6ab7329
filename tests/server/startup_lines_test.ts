import { assertEquals } from "@std/assert/equals";
import {
  type InterfaceAddress,
  startupLines,
} from "../../server/startup_lines.ts";

const INTERFACES: InterfaceAddress[] = [
  { family: "IPv4", address: "127.0.0.1" },
  { family: "IPv6", address: "::1" },
  { family: "IPv6", address: "2001:db8::7" },
  { family: "IPv6", address: "fe80::1" },
  { family: "IPv4", address: "169.254.3.4" },
  { family: "IPv4", address: "192.0.2.7" },
  { family: "IPv4", address: "10.0.0.7" },
];

/** The start-up lines of a server that is bound to some addresses. */
function linesFor(
  hosts: readonly string[],
  interfaces = INTERFACES,
  network = "Class 5b",
): string[] {
  const bound = hosts.map((hostname) => ({ hostname, port: 8080 }));
  const history = { historyDays: 365, historyMessages: 100_000 };
  const [last, ...lines] = startupLines({
    bound,
    interfaces,
    hostname: "box",
    network,
    path: undefined,
    history,
  }).reverse();
  assertEquals(last, "History: in memory only, it ends with the server");
  return lines.reverse();
}

Deno.test("startupLines() tells how to join", async (t) => {
  const v4 = ["  chat join 192.0.2.7:8080", "  chat join 10.0.0.7:8080"];
  const v6 = "  chat join [2001:db8::7]:8080";
  const name = "  chat join box:8080";
  const here = ["On this machine:", "  chat join localhost:8080"];
  const rows = [
    {
      name: "on IPv4 and IPv6 by one socket",
      got: linesFor(["::"]),
      want: [
        "Class 5b is listening on [::]:8080 (host name box)",
        "On other machines:",
        ...v4,
        v6,
        name,
        ...here,
      ],
    },
    {
      name: "on IPv4 and IPv6 by two sockets, each address once",
      got: linesFor(["::", "0.0.0.0"]),
      want: [
        "Class 5b is listening on [::]:8080 and 0.0.0.0:8080 (host name box)",
        "On other machines:",
        ...v4,
        v6,
        name,
        ...here,
      ],
    },
    {
      name: "on IPv4 alone",
      got: linesFor(["0.0.0.0"]),
      want: [
        "Class 5b is listening on 0.0.0.0:8080 (host name box)",
        "On other machines:",
        ...v4,
        name,
        ...here,
      ],
    },
    {
      name: "on one address",
      got: linesFor(["192.0.2.7"]),
      want: [
        "Class 5b is listening on 192.0.2.7:8080 (host name box)",
        "On other machines:",
        v4[0]!,
      ],
    },
    {
      name: "on one address of IPv6",
      got: linesFor(["2001:db8::7"]),
      want: [
        "Class 5b is listening on [2001:db8::7]:8080 (host name box)",
        "On other machines:",
        v6,
      ],
    },
    {
      name: "on this machine alone",
      got: linesFor(["127.0.0.1"]),
      want: [
        "Class 5b is listening on 127.0.0.1:8080 (host name box)",
        "On this machine:",
        "  chat join 127.0.0.1:8080",
      ],
    },
    {
      name: "on this machine alone by IPv6",
      got: linesFor(["::1"]),
      want: [
        "Class 5b is listening on [::1]:8080 (host name box)",
        "On this machine:",
        "  chat join [::1]:8080",
      ],
    },
    {
      name: "without a network",
      got: linesFor(["::"], INTERFACES.slice(0, 2)),
      want: [
        "Class 5b is listening on [::]:8080 (host name box)",
        "On other machines:",
        name,
        ...here,
      ],
    },
  ];
  for (const { name, got, want } of rows) {
    await t.step(name, () => assertEquals(got, want));
  }
});

Deno.test("startupLines() names the port that was free", () => {
  const [line] = startupLines({
    bound: [{ hostname: "127.0.0.1", port: 50_123 }],
    interfaces: [],
    hostname: "box",
    network: "box",
    path: undefined,
    history: { historyDays: 1, historyMessages: 1 },
  });

  assertEquals(line, "box is listening on 127.0.0.1:50123 (host name box)");
});

Deno.test("startupLines() shows nothing that controls a terminal", () => {
  assertEquals(linesFor(["::1"], [], "a\x1bb")[0]?.startsWith("a␛b is"), true);
});

Deno.test("startupLines() tells where what is said is kept, and how long", async (t) => {
  const rows = [
    {
      name: "in a file",
      path: "/home/ann/chat/server-8080.db",
      history: { historyDays: 365, historyMessages: 100_000 },
      want: "History: /home/ann/chat/server-8080.db, 365 days, " +
        "100,000 messages a channel",
    },
    {
      name: "one day and one message",
      path: "/a",
      history: { historyDays: 1, historyMessages: 1 },
      want: "History: /a, 1 day, 1 message a channel",
    },
    {
      name: "a name that would steer the terminal",
      path: "/\x1b[2Ja",
      history: { historyDays: 2, historyMessages: 2 },
      want: "History: /\u241b[2Ja, 2 days, 2 messages a channel",
    },
  ];
  for (const { name, path, history, want } of rows) {
    await t.step(name, () => {
      const lines = startupLines({
        bound: [{ hostname: "127.0.0.1", port: 8080 }],
        interfaces: [],
        hostname: "box",
        network: "test",
        path,
        history,
      });

      assertEquals(lines.at(-1), want);
    });
  }
});
