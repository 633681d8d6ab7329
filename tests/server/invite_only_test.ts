import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople } from "./channel_people.ts";

const JOIN = ":cleo!cleo@192.0.2.1 JOIN #a";

function refusal(numeric: string, mode: string): string {
  return `:test.chat ${numeric} cleo #a :Cannot join channel (+${mode})`;
}

Deno.test("+i keeps out, and +I lets in", async (t) => {
  const rows = [
    { modes: "+i", want: refusal("473", "i") },
    { modes: "+iI cleo", want: JOIN },
    { modes: "+iI *!*@192.0.2.*", want: JOIN },
    { modes: "+iI bob", want: refusal("473", "i") },
    { modes: "+iI-I cleo CLEO", want: refusal("473", "i") },
    { modes: "+ie cleo", want: refusal("473", "i") },
    { modes: "+i-i", want: JOIN },
    { modes: "+I bob", want: JOIN },
  ] as const;
  for (const { modes, want } of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, cleo } = await joinPeople(server);
      await server.ask(op, `MODE #a ${modes}`);

      assertEquals((await server.ask(cleo, "JOIN #a"))[0], want);
    });
  }
});

Deno.test("who is kept out is told first what it can do nothing about", async (t) => {
  const rows = [
    { modes: "+bikl cleo key 1", want: refusal("474", "b") },
    { modes: "+ikl key 1", want: refusal("473", "i") },
    { modes: "+kl key 1", want: refusal("475", "k") },
    { modes: "+l 1", want: refusal("471", "l") },
    { modes: "+ilI 1 cleo", want: refusal("471", "l") },
    { modes: "+ikI key cleo", want: refusal("475", "k") },
    { modes: "+ble cleo 1 cleo", want: refusal("471", "l") },
  ] as const;
  for (const { modes, want } of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, cleo } = await joinPeople(server);
      await server.ask(op, `MODE #a ${modes}`);

      assertEquals(await server.ask(cleo, "JOIN #a"), [want]);
    });
  }
});

Deno.test("who is invited enters, whatever the modes, once", async (t) => {
  for (const modes of ["+i", "+k key", "+l 1", "+b cleo", "+bikl cleo key 1"]) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, cleo } = await joinPeople(server);
      await server.ask(op, `MODE #a ${modes}`, "INVITE cleo #a");

      assertEquals((await server.ask(cleo, "JOIN #a"))[0], JOIN);
      const [, again] = await server.ask(cleo, "PART #a", "JOIN #a");
      assertEquals(again?.includes("Cannot join channel"), true);
    });
  }
});

Deno.test("the server's operators enter the lobby, whatever its modes, and no other channel", async () => {
  const opers = [{ name: "root", password: "s3cret" }];
  await using server = new TestServer({ opers });
  const { op } = await joinPeople(server);
  const root = await server.join("root");
  await server.ask(
    root,
    "OPER root s3cret",
    "MODE #lobby +ik key",
    "PART #lobby",
  );
  await server.ask(op, "MODE #a +i");

  assertEquals(await server.ask(op, "JOIN #lobby"), [
    ":test.chat 473 op #lobby :Cannot join channel (+i)",
  ]);
  assertEquals(
    (await server.ask(root, "JOIN #lobby"))[0],
    ":root!root@192.0.2.1 JOIN #lobby",
  );
  assertEquals(await server.ask(root, "JOIN #a"), [
    ":test.chat 473 root #a :Cannot join channel (+i)",
  ]);
});
