import { assertEquals } from "@std/assert/equals";
import { assertStringIncludes } from "@std/assert/string-includes";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

/** What a browser gets for a request. */
async function request(
  server: TestServer,
  ...lines: string[]
): Promise<{ head: string[]; body: string }> {
  const conn = await server.connect();
  conn.sendLines(...lines, "");
  await settle();
  assertEquals(conn.isWriteClosed, true);
  await server.clock.advance(500);
  assertEquals(conn.isClosed, true);
  const [head = "", ...rest] = conn.output.split("\r\n\r\n");
  return { head: head.split("\r\n"), body: rest.join("\r\n\r\n") };
}

function lengthIn(head: string[]): number {
  return Number(
    head.find((line) => line.startsWith("Content-Length: "))?.slice(16),
  );
}

Deno.test("GET is answered with how to join, and nothing after it", async () => {
  await using server = new TestServer({ network: "Zoë's" });

  const { head, body } = await request(
    server,
    "GET /x?y HTTP/1.1",
    "Host: chat.example:8080",
  );

  assertEquals(head, [
    "HTTP/1.1 200 OK",
    "Date: Thu, 01 Jan 2026 00:00:00 GMT",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${new TextEncoder().encode(body).length}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ]);
  assertStringIncludes(body, "Zoë's is a chat.");
  assertStringIncludes(body, "  chat join chat.example:8080\n");
  assertStringIncludes(body, "server chat.example, port 8080,");
  assertEquals(body.includes("ERROR"), false);
});

Deno.test("HEAD is answered as GET, without the body", async () => {
  await using server = new TestServer();
  const got = await request(server, "GET / HTTP/1.1", "Host: a");

  const { head, body } = await request(server, "HEAD / HTTP/1.1", "Host: a");

  assertEquals(body, "");
  assertEquals(lengthIn(head), got.body.length);
});

Deno.test("other methods are answered 405", async (t) => {
  for (const method of ["POST", "PUT", "OPTIONS", "get", "CONNECT"]) {
    await t.step(method, async () => {
      await using server = new TestServer();

      const { head, body } = await request(
        server,
        `${method} / HTTP/1.1`,
        "Content-Length: 5",
      );

      assertEquals(head[0], "HTTP/1.1 405 Method Not Allowed");
      assertEquals(head.includes("Allow: GET, HEAD"), true);
      assertEquals(lengthIn(head), body.length);
    });
  }
});

Deno.test("Host is shown only if it is well-formed", async (t) => {
  const rows = [
    ["Host: chat.example", "chat.example"],
    ["host:chat.example:99  ", "chat.example"],
    ["HOST: 192.0.2.1:80", "192.0.2.1"],
    ["Host: [2001:db8::1]:80", "[2001:db8::1]"],
    ["Host: <script>", "this-host"],
    ["Host: a b", "this-host"],
    ["Host: a/b", "this-host"],
    ["Host: \x1b[2J", "this-host"],
    ["Host:", "this-host"],
    ["X-Host: a", "this-host"],
    ["Host: a:b", "this-host"],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(JSON.stringify(line), async () => {
      await using server = new TestServer();

      const { body } = await request(server, "GET / HTTP/1.1", line);

      assertStringIncludes(body, `  chat join ${want}:8080\n`);
      assertStringIncludes(body, `nc ${want.replace(/[[\]]/g, "")} 8080`);
    });
  }
});

Deno.test("a request is answered only at the end of its header", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  conn.sendLines("GET / HTTP/1.1", "Host: a");
  await settle();
  assertEquals(conn.output, "");
  conn.sendLines("");
  await settle();

  assertEquals(conn.output.startsWith("HTTP/1.1 200 OK\r\n"), true);
});

Deno.test("a request whose header has no end is answered after 100 lines", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  conn.sendLines(
    "GET / HTTP/1.1",
    ...Array<string>(100).fill(`x: ${"y".repeat(4_000)}`),
  );
  await settle();

  assertEquals(conn.output.startsWith("HTTP/1.1 200 OK\r\n"), true);
});

Deno.test("an HTTP client is no member of the chat", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  await request(server, "GET / HTTP/1.1");

  assertEquals(ann.takeLines(), []);
  assertEquals(server.log.some(({ level }) => level !== "debug"), false);
});

Deno.test("TLS is refused with an alert, and nothing else", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  conn.send(new Uint8Array([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]));
  await settle();

  assertEquals(conn.output, "\x15\x03\x03\x00\x02\x02\x28");
  assertEquals(conn.isWriteClosed, true);
  await server.clock.advance(500);
  assertEquals(conn.isClosed, true);
});
