import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { parseAddress } from "../../client/address.ts";
import { formatAddress } from "../../protocol/address.ts";

Deno.test("parseAddress() reads every form", async (t) => {
  const cases = [
    { text: "host", host: "host", port: 8080 },
    { text: " host ", host: "host", port: 8080 },
    { text: "host:9000", host: "host", port: 9000 },
    { text: "192.0.2.7:1", host: "192.0.2.7", port: 1 },
    { text: "host:65535", host: "host", port: 65535 },
    { text: "münchen.example", host: "münchen.example", port: 8080 },
    { text: "[::1]", host: "::1", port: 8080 },
    { text: "[2001:db8::1]:9000", host: "2001:db8::1", port: 9000 },
    { text: "::1", host: "::1", port: 8080 },
    { text: "fe80::1%eth0", host: "fe80::1%eth0", port: 8080 },
    { text: "::ffff:192.0.2.7", host: "::ffff:192.0.2.7", port: 8080 },
    { text: "irc://host", host: "host", port: 6667 },
    { text: "irc://host/", host: "host", port: 6667 },
    { text: "IRC://host:9000", host: "host", port: 9000 },
    { text: "irc://[::1]/x", host: "::1", port: 6667, channels: ["#x"] },
    { text: "irc://host/#x", host: "host", port: 6667, channels: ["#x"] },
    { text: "irc://host/%23x", host: "host", port: 6667, channels: ["#x"] },
    { text: "irc://host/##x", host: "host", port: 6667, channels: ["##x"] },
    { text: "irc://host/x?key", host: "host", port: 6667, channels: ["#x"] },
    {
      text: "irc://host:1/x,%23y,z%C3%A9",
      host: "host",
      port: 1,
      channels: ["#x", "#y", "#zé"],
    },
  ];
  for (const { text, host, port, channels = [] } of cases) {
    await t.step(text, () => {
      assertEquals(parseAddress(text), { host, port, channels });
    });
  }
});

Deno.test("parseAddress() says what is wrong with anything else", async (t) => {
  const cases = [
    { text: "", want: "as it is empty" },
    { text: "   ", want: "as it is empty" },
    { text: ":8080", want: "as it names no host" },
    { text: "[]:8080", want: "as it names no host" },
    { text: "irc://", want: "as it names no host" },
    { text: "irc:///x", want: "as it names no host" },
    { text: "host:", want: '"" is no port from 1 to 65535' },
    { text: "host:0", want: '"0" is no port from 1 to 65535' },
    { text: "host:65536", want: '"65536" is no port from 1 to 65535' },
    { text: "host:irc", want: '"irc" is no port from 1 to 65535' },
    { text: "host:+80", want: '"+80" is no port from 1 to 65535' },
    { text: "[::1]x", want: "is no IPv6 address" },
    { text: "[host]:1", want: "is no IPv6 address" },
    { text: "host:1:2", want: "is no IPv6 address" },
    { text: "a b", want: '"a b" is no host name' },
    { text: "host/x", want: '"host/x" is no host name' },
    { text: "ircs://host", want: "TLS is not there yet" },
    { text: "http://host", want: "http:// is not irc://" },
    { text: "irc://host/%zz", want: '"%zz" is not percent-encoded' },
    { text: "irc://host/a%20b", want: 'Cannot use "a b" as a channel' },
  ];
  for (const { text, want } of cases) {
    await t.step(`"${text}"`, () => {
      assertThrows(() => parseAddress(text), RangeError, want);
    });
  }
});

Deno.test("parseAddress() reads what formatAddress() writes", () => {
  for (const text of ["host:1", "192.0.2.7:8080", "[2001:db8::1]:9000"]) {
    const { host, port } = parseAddress(text);
    assertEquals(formatAddress(host, port), text);
  }
});
