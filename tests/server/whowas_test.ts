import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const START = "2026-01-01T00:00:0";
const END = "End of WHOWAS";

/** Lets somebody come and go; the next one comes a second later. */
async function visit(
  server: TestServer,
  nick: string,
  realName = nick,
): Promise<void> {
  const conn = await server.connect();
  await server.ask(conn, `NICK ${nick}`, `USER u 0 * :${realName}`, "QUIT");
  await server.clock.advance(1_000);
}

/** Gives what WHOWAS tells, by the real names. */
async function namesOf(
  server: TestServer,
  conn: FakeConn,
  line: string,
): Promise<string[]> {
  return (await server.ask(conn, line))
    .filter((line) => line.includes(" 314 "))
    .map((line) => line.slice(line.indexOf(" :") + 2));
}

Deno.test("WHOWAS tells who had a nick, the last one first", async (t) => {
  const first = [
    "314 ann Bob u 192.0.2.1 * :the first",
    `312 ann Bob test.chat :${START}0.000Z`,
  ];
  const second = [
    "314 ann bob u 192.0.2.1 * :the second",
    `312 ann bob test.chat :${START}1.000Z`,
  ];
  const rows = [
    { params: "bob", want: [...second, ...first] },
    { params: "BOB", want: [...second, ...first] },
    { params: "bob 1", want: second },
    { params: "bob 2", want: [...second, ...first] },
    { params: "bob 9999999999999999999999", want: [...second, ...first] },
    { params: "bob 0", want: [...second, ...first] },
    { params: "bob -1", want: [...second, ...first] },
    { params: "bob x", want: [...second, ...first] },
    { params: "bob :", want: [...second, ...first] },
    { params: "bob 1 test.chat", want: second },
  ];
  for (const { params, want } of rows) {
    await t.step(params, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await visit(server, "Bob", "the first");
      await visit(server, "bob", "the second");

      const [nick] = params.split(" ");
      assertEquals(
        await server.ask(ann, `WHOWAS ${params}`),
        [...want, `369 ann ${nick} :${END}`].map((line) =>
          `:test.chat ${line}`
        ),
      );
    });
  }
});

Deno.test("WHOWAS that finds nobody says why", async (t) => {
  const none = "There was no such nickname";
  const rows = [
    { params: " bob", want: [`406 ann bob :${none}`, `369 ann bob :${END}`] },
    { params: " ann", want: [`406 ann ann :${none}`, `369 ann ann :${END}`] },
    { params: " c*", want: [`406 ann c* :${none}`, `369 ann c* :${END}`] },
    { params: " :a b", want: [`406 ann * :${none}`, `369 ann * :${END}`] },
    { params: "", want: ["431 ann :No nickname given"] },
    { params: " :", want: ["431 ann :No nickname given"] },
    { params: " ,", want: ["431 ann :No nickname given"] },
  ];
  for (const { params, want } of rows) {
    await t.step(`WHOWAS${params}`, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await visit(server, "cleo");

      assertEquals(
        await server.ask(ann, `WHOWAS${params}`),
        want.map((line) => `:test.chat ${line}`),
      );
    });
  }
});

Deno.test("WHOWAS of several nicks tells of all, the last one first", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  for (const nick of ["bob", "cleo", "bob", "dan"]) await visit(server, nick);

  const lines = await server.ask(ann, "WHOWAS cleo,bob,no,dan,eve");

  assertEquals(lines.filter((line) => !line.includes(" 312 ")), [
    ":test.chat 406 ann no :There was no such nickname",
    ":test.chat 314 ann dan u 192.0.2.1 * :dan",
    ":test.chat 314 ann bob u 192.0.2.1 * :bob",
    ":test.chat 314 ann cleo u 192.0.2.1 * :cleo",
    ":test.chat 314 ann bob u 192.0.2.1 * :bob",
    `:test.chat 369 ann cleo,bob,no,dan,eve :${END}`,
  ]);
});

Deno.test("WHOWAS remembers a nick that was changed, but no other spelling", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");

  await server.ask(bob, "NICK BOB");
  assertEquals(await namesOf(server, ann, "WHOWAS bob"), []);
  await server.ask(bob, "NICK rob");
  assertEquals(await namesOf(server, ann, "WHOWAS bob"), ["bob"]);
});

Deno.test("WHOWAS remembers nobody who has not registered", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  await server.ask(await server.connect(), "NICK bob", "QUIT");

  assertEquals(await namesOf(server, ann, "WHOWAS bob"), []);
});

Deno.test("WHOWAS tells the address to operators of the server alone", async () => {
  await using server = new TestServer({
    opers: [{ name: "root", password: "secret" }],
  });
  const ann = await server.join("ann");
  await server.ask(await server.join("bob", { address: "::1" }), "QUIT");
  const addresses = async () =>
    (await server.ask(ann, "WHOWAS bob")).filter((line) =>
      line.includes(" 338 ")
    );

  assertEquals(await addresses(), []);
  await server.ask(ann, "OPER root secret");
  assertEquals(await addresses(), [
    ":test.chat 338 ann bob 0::1 :was actually using host",
  ]);
});

Deno.test("WHOWAS remembers ten of a nick", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  for (let n = 1; n <= 12; n++) await visit(server, "bob", String(n));

  assertEquals(
    await namesOf(server, ann, "WHOWAS bob"),
    ["12", "11", "10", "9", "8", "7", "6", "5", "4", "3"],
  );
});

Deno.test("WHOWAS remembers a thousand, and forgets whose nick rested longest", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann");
  await visit(server, "bob", "old");
  await visit(server, "cleo");
  await visit(server, "bob", "new");
  const dan = await server.join("dan");
  const nicks = Array.from({ length: 998 }, (_, n) => `d${n}`);
  await server.ask(dan, ...nicks.map((nick) => `NICK ${nick}`));

  assertEquals(await namesOf(server, ann, "WHOWAS cleo"), []);
  assertEquals(await namesOf(server, ann, "WHOWAS bob"), ["new", "old"]);
  await server.ask(dan, "NICK eve");
  assertEquals(await namesOf(server, ann, "WHOWAS bob"), ["new"]);
  assertEquals(await namesOf(server, ann, "WHOWAS dan"), ["dan"]);
});
