import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { createCloak } from "../../server/cloak.ts";

const KEY = new Uint8Array(32).fill(7);
const cloak = createCloak(KEY);

/** How many parts at the end two addresses have in common. */
function sharedParts(a: string, b: string): number {
  const [first, second] = [cloak(a), cloak(b)].map((host) =>
    host.split(".").reverse()
  ) as [string[], string[]];
  const at = first.findIndex((part, index) => part !== second[index]);
  // The last part is the same for all.
  return (at < 0 ? first.length : at) - 1;
}

Deno.test("createCloak() makes a host of three hashes", async (t) => {
  for (
    const address of [
      "192.0.2.1",
      "127.0.0.1",
      "::1",
      "2001:db8::1",
      "fe80::1%eth0",
    ]
  ) {
    await t.step(address, () => {
      assertMatch(cloak(address), /^(?:[a-z2-7]{8}\.){3}cloak$/);
    });
  }
});

Deno.test("createCloak() gives an address the same host each time", () => {
  assertEquals(cloak("192.0.2.1"), cloak("192.0.2.1"));
  assertEquals(createCloak(KEY)("192.0.2.1"), cloak("192.0.2.1"));
});

Deno.test("createCloak() gives other hosts under another key", () => {
  const other = createCloak(new Uint8Array(32).fill(8))("192.0.2.1");

  const parts = new Set(cloak("192.0.2.1").split(".").slice(0, 3));

  assertEquals(other.split(".").filter((part) => parts.has(part)), []);
});

Deno.test("createCloak() shows in how large a network two addresses are", async (t) => {
  const rows = [
    { a: "192.0.2.1", b: "192.0.2.1", want: 3 },
    { a: "192.0.2.1", b: "192.0.2.2", want: 2 },
    { a: "192.0.2.1", b: "192.0.3.1", want: 1 },
    { a: "192.0.2.1", b: "192.1.2.1", want: 0 },
    { a: "2001:db8:1:2:3:4:5:6", b: "2001:db8:1:2:3:4:5:7", want: 2 },
    { a: "2001:db8:1:2:3:4:5:6", b: "2001:db8:1:3:3:4:5:6", want: 1 },
    { a: "2001:db8:1:2:3:4:5:6", b: "2001:db8:2:2:3:4:5:6", want: 0 },
    { a: "127.0.0.1", b: "::1", want: 0 },
    { a: "fe80::1%eth0", b: "fe80::1%eth1", want: 2 },
    // A part says how large its network is: no two of a host are the same.
    { a: "0.0.0.0", b: "::", want: 0 },
  ];
  for (const { a, b, want } of rows) {
    await t.step(`${a} ${b}`, () => assertEquals(sharedParts(a, b), want));
  }
});

Deno.test("createCloak() knows all spellings of an IPv6 address", async (t) => {
  const rows = [
    ["::1", "0:0:0:0:0:0:0:1"],
    ["::", "0:0:0:0:0:0:0:0"],
    ["2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000:0001"],
    ["2001:db8::", "2001:DB8:0::0"],
    ["1::8", "0001:0:0:0:0:0:0:8"],
    ["fe80::1%eth0", "FE80:0::01%eth0"],
  ] as const;
  for (const [a, b] of rows) {
    await t.step(`${a} ${b}`, () => assertEquals(cloak(a), cloak(b)));
  }
});
