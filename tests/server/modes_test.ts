import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople, OP } from "./channel_people.ts";

Deno.test("MODE by an operator is told to all members as it was done", async (t) => {
  const rows = [
    ["+o bob", "+o bob"],
    ["+h bob", "+h bob"],
    ["+v BOB", "+v bob"],
    ["-o op", "-o op"],
    ["+m", "+m"],
    ["+C", "+C"],
    ["+U", "+U"],
    ["+i", "+i"],
    ["+s", "+s"],
    ["-n", "-n"],
    ["-t", "-t"],
    ["+b bad", "+b bad!*@*"],
    ["+e good", "+e good!*@*"],
    ["+I good", "+I good!*@*"],
    ["+k secret", "+k secret"],
    ["+l 5", "+l 5"],
    ["+mi-n", "+mi-n"],
    ["mi", "+mi"],
    ["+ov-n bob bob", "+ov-n bob bob"],
    ["+lk-n+v 5 secret bob", "+lk-n+v 5 secret bob"],
    ["+o bob -n", "+o-n bob"],
    ["+b bad +e good -t +l 5", "+be-t+l bad!*@* good!*@* 5"],
    ["+o bob m", "+o bob"],
    ["+m-m+m", "+m-m+m"],
    ["+nm", "+m"],
    ["+ooo bob op bob", "+o bob"],
    ["+bbbbb a b c d e", "+bbbb a!*@* b!*@* c!*@* d!*@*"],
    ["+bbbbbm a b c d e", "+bbbbm a!*@* b!*@* c!*@* d!*@*"],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op, bob, cleo } = await joinPeople(server);

      assertEquals(await server.ask(op, `MODE #A ${line}`), [
        `${OP} MODE #a ${want}`,
      ]);
      assertEquals(bob.takeLines(), [`${OP} MODE #a ${want}`]);
      assertEquals(cleo.takeLines(), []);
    });
  }
});

Deno.test("MODE that changes nothing says nothing", async (t) => {
  for (
    const modes of [
      "+n",
      "-m",
      "-v bob",
      "-b bad",
      "-e bad",
      "-I bad",
      "-k",
      "-k any",
      "-l",
      "-f",
      "+",
      "+-",
      "-m+n",
    ]
  ) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, bob } = await joinPeople(server);

      assertEquals(await server.ask(op, `MODE #a ${modes}`), []);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("MODE is refused", async (t) => {
  const rows = [
    {
      name: "of no channel",
      who: "op",
      line: "MODE #no +m",
      want: "403 op #no :No such channel",
    },
    {
      name: "by no operator",
      who: "bob",
      line: "MODE #a +m",
      want: "482 bob #a :You're not channel operator",
    },
    {
      name: "by no member",
      who: "cleo",
      line: "MODE #a +m",
      want: "482 cleo #a :You're not channel operator",
    },
    {
      name: "by one with voice",
      who: "bob",
      line: "MODE #a -i",
      want: "482 bob #a :You're not channel operator",
    },
    {
      name: "whole where a part of it is",
      who: "bob",
      line: "MODE #a +b-v bob bob",
      want: "482 bob #a :You're not channel operator",
    },
    {
      name: "of a secret channel",
      who: "bob",
      line: "MODE #c",
      want: "403 bob #c :No such channel",
    },
    {
      name: "that names nobody",
      who: "op",
      line: "MODE #a +o",
      want: "696 op #a o * :The nick is missing",
    },
    {
      name: "that takes a rank from nobody",
      who: "op",
      line: "MODE #a -h",
      want: "696 op #a h * :The nick is missing",
    },
    {
      name: "that is unknown",
      who: "op",
      line: "MODE #a +x",
      want: "472 op x :is unknown mode char to me",
    },
    {
      name: "that cannot be said",
      who: "op",
      line: "MODE #a +:",
      want: "472 op * :is unknown mode char to me",
    },
    {
      name: "of nobody",
      who: "op",
      line: "MODE #a +o nobody",
      want: "401 op nobody :No such nick",
    },
    {
      name: "of one who is not there",
      who: "op",
      line: "MODE #a +o CLEO",
      want: "441 op cleo #a :They aren't on that channel",
    },
    {
      name: "of nobody as a user",
      who: "op",
      line: "MODE nobody",
      want: "401 op nobody :No such nick",
    },
    {
      name: "of another user",
      who: "op",
      line: "MODE bob +i",
      want: "502 op :Cannot see or change the modes of others",
    },
    {
      name: "of oneself that is unknown",
      who: "op",
      line: "MODE op +x",
      want: "501 op :Unknown MODE flag",
    },
  ] as const;
  for (const { name, who, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conns = await joinPeople(server);
      await server.ask(conns.op, "MODE #a +v bob");
      await server.ask(conns.cleo, "MODE #c +s");

      assertEquals(await server.ask(conns[who], line), [`:test.chat ${want}`]);
    });
  }
});

Deno.test("MODE does what is known beside what is not", async () => {
  await using server = new TestServer();
  const { op } = await joinPeople(server);

  assertEquals(await server.ask(op, "MODE #a +mxi-xy"), [
    ":test.chat 472 op x :is unknown mode char to me",
    ":test.chat 472 op y :is unknown mode char to me",
    `${OP} MODE #a +mi`,
  ]);
});

Deno.test("MODE tells anybody the modes of a channel, and when it was made", async () => {
  await using server = new TestServer();
  const { op, cleo } = await joinPeople(server);
  await server.ask(op, "MODE #a -t+ml 5");

  for (const line of ["MODE #a", "MODE #A :"]) {
    assertEquals(await server.ask(cleo, line), [
      ":test.chat 324 cleo #a +lmn :5",
      ":test.chat 329 cleo #a :1767225600",
    ]);
  }
});

Deno.test("MODE tells + of a channel without modes", async () => {
  await using server = new TestServer();
  const { op } = await joinPeople(server);

  assertEquals(
    (await server.ask(op, "MODE #a -nt", "MODE #a"))[1],
    ":test.chat 324 op #a :+",
  );
});

Deno.test("a new channel has +nt, the lobby +n", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#lobby,#new" });

  assertEquals(
    (await server.ask(ann, "MODE #new"))[0],
    ":test.chat 324 ann #new :+nt",
  );
  assertEquals(
    (await server.ask(ann, "MODE #lobby"))[0],
    ":test.chat 324 ann #lobby :+n",
  );
});

Deno.test("MODE is answered under its label", async (t) => {
  const rows = [
    ["MODE #a +m", [`@label=1 ${OP} MODE #a +m`]],
    ["MODE #a +n", ["@label=1 :test.chat ACK"]],
    ["MODE #a b", ["@label=1 :test.chat 368 op #a :End of channel ban list"]],
    ["MODE #a +mb", [
      "@label=1 :test.chat BATCH +test-5 labeled-response",
      `@batch=test-5 ${OP} MODE #a +m`,
      "@batch=test-5 :test.chat 368 op #a :End of channel ban list",
      ":test.chat BATCH -test-5",
    ]],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const capabilities = "batch labeled-response";
      const { op } = await joinPeople(server, { capabilities });

      assertEquals(await server.ask(op, `@label=1 ${line}`), [...want]);
    });
  }
});

Deno.test("operators have their say", async () => {
  await using server = new TestServer();
  const { op, bob } = await joinPeople(server);
  await server.ask(op, "MODE #a +o bob");
  bob.takeLines();

  assertEquals(await server.ask(bob, "MODE #a -o op"), [
    ":bob!bob@192.0.2.1 MODE #a -o op",
  ]);
  assertEquals(await server.ask(op, "MODE #a +m"), [
    ":test.chat 482 op #a :You're not channel operator",
  ]);
});
