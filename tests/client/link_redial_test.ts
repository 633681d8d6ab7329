import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { JoinError } from "../../client/join_error.ts";
import { settle } from "../fakes/fake_clock.ts";
import { LinkRig } from "./link_rig.ts";

function waits(attempts: readonly number[]): number[] {
  return attempts.map((at, index) => at - (attempts[index - 1] ?? 0));
}

Deno.test("openLink() fails at once when the first attempt fails", async () => {
  const rig = new LinkRig();
  rig.refusal = new Deno.errors.ConnectionRefused();

  await assertRejects(
    () => rig.join(),
    JoinError,
    "Cannot reach host:8080 as it refuses the connection",
  );
  assertEquals(rig.clock.timerCount, 0);
});

Deno.test("Link waits longer from attempt to attempt, up to a minute", async (t) => {
  const cases = [
    {
      name: "without luck",
      random: 0,
      want: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000],
    },
    {
      name: "with luck",
      random: 0.5,
      want: [750, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000],
    },
  ];
  for (const { name, random, want } of cases) {
    await t.step(name, async () => {
      const rig = new LinkRig();
      rig.random = random;
      await rig.join();
      rig.refusal = new Deno.errors.ConnectionRefused();
      await rig.cut();
      for (const _ of want) await rig.redial();

      assertEquals(waits(rig.attempts), want);
      const { status } = rig.link;
      assertEquals(
        status.kind === "reconnecting" && [status.attempt, status.reason],
        [9, "it refuses the connection"],
      );
    });
  }
});

Deno.test("Link waits longer also when the server lets it in and closes", async () => {
  const rig = new LinkRig();
  await rig.join();
  await rig.cut();
  for (let count = 0; count < 5; count++) {
    await rig.redial();
    await rig.readmit();
    rig.conn.end();
    await settle();
  }

  assertEquals(waits(rig.attempts), [1_000, 2_000, 4_000, 8_000, 16_000]);
});

Deno.test("Link waits longer when the server closes before it lets it in", async () => {
  const rig = new LinkRig();
  await rig.join();
  await rig.cut();
  for (let count = 0; count < 4; count++) {
    await rig.redial();
    rig.conn.end();
    await settle();
  }

  assertEquals(waits(rig.attempts), [1_000, 2_000, 4_000, 8_000]);
});

Deno.test("Link begins anew after a minute of connection", async (t) => {
  for (const [ms, want] of [[59_999, 4_000], [60_000, 1_000]] as const) {
    await t.step(`${ms} ms`, async () => {
      const rig = new LinkRig();
      await rig.join();
      await rig.cut();
      rig.refusal = new Deno.errors.ConnectionRefused();
      await rig.redial();
      rig.refusal = undefined;
      await rig.redial();
      await rig.readmit();
      await rig.answer(":ann!a@h JOIN #a");
      await rig.clock.advance(ms);
      await rig.cut();

      const { status } = rig.link;
      const waitMs = status.kind === "reconnecting" &&
        status.retryAt - rig.clock.now();
      assertEquals(waitMs, want);
    });
  }
});

Deno.test("Link.retryNow() does not wait", async () => {
  const rig = new LinkRig();
  await rig.join();
  rig.link.retryNow();
  await rig.cut();
  assertEquals(rig.attempts, []);
  rig.link.retryNow();
  await settle();

  assertEquals(rig.attempts, [0]);
  assertEquals(await rig.readmit(), ["JOIN #a"]);
});

Deno.test("Link.retryNow() tries once a second at most", async () => {
  const rig = new LinkRig();
  await rig.join();
  rig.refusal = new Deno.errors.ConnectionRefused();
  await rig.cut();
  const retry = async () => {
    rig.link.retryNow();
    await settle();
  };
  for (let count = 0; count < 5; count++) await retry();
  await rig.clock.advance(999);
  await retry();
  assertEquals(rig.attempts, [0]);
  await rig.clock.advance(1);
  await retry();
  await retry();

  assertEquals(rig.attempts, [0, 1_000]);
});

Deno.test("Link tries at once after the machine has slept", async () => {
  const rig = new LinkRig();
  await rig.join();
  rig.refusal = new Deno.errors.ConnectionRefused();
  await rig.cut();
  for (let count = 0; count < 7; count++) await rig.redial();
  await rig.clock.advance(1_000);
  const before = rig.attempts.length;
  rig.clock.sleep(20_000);
  await rig.clock.advance(1_000);
  assertEquals(rig.attempts.length, before + 1);

  const { status } = rig.link;
  assertEquals(status.kind === "reconnecting" && status.attempt, 1);
});

Deno.test("Link tries at once when the machine is in another network", async (t) => {
  const lose = async () => {
    const rig = new LinkRig();
    await rig.join();
    rig.refusal = new Deno.errors.ConnectionRefused();
    await rig.cut();
    for (let count = 0; count < 7; count++) await rig.redial();
    await rig.clock.advance(5_000);
    rig.attempts.length = 0;
    return rig;
  };

  await t.step("it is another", async () => {
    const rig = await lose();
    rig.addresses = ["wlan0 198.51.100.7"];
    await rig.clock.advance(1_000);

    assertEquals(rig.attempts.length, 1);
    const { status } = rig.link;
    assertEquals(status.kind === "reconnecting" && status.attempt, 1);
  });

  await t.step("its addresses are told in another order", async () => {
    const rig = await lose();
    rig.addresses = rig.addresses.toReversed();
    await rig.clock.advance(10_000);

    assertEquals(rig.attempts, []);
  });

  await t.step("it changed while an attempt was under way", async () => {
    const rig = new LinkRig();
    await rig.join();
    await rig.cut();
    await rig.redial();
    rig.addresses = ["wlan0 198.51.100.7"];
    rig.refusal = new Deno.errors.ConnectionRefused();
    rig.conn.end();
    await settle();
    for (let count = 0; count < 2; count++) await rig.redial();
    rig.attempts.length = 0;
    await rig.clock.advance(2_000);

    assertEquals(rig.attempts.length, 1);
  });
});

Deno.test("Link checks its connection when the machine is in another network", async () => {
  const rig = new LinkRig();
  await rig.join();
  await rig.clock.advance(2_000);
  assertEquals(rig.conn.takeLines(), []);
  rig.addresses = ["wlan0 198.51.100.7"];
  await rig.clock.advance(2_000);
  assertEquals(rig.conn.takeLines(), ["PING alive"]);
  await rig.answer("PONG irc :alive");
  await rig.clock.advance(4_000);
  assertEquals(rig.conn.takeLines(), []);
  rig.addresses = [];
  await rig.clock.advance(12_000);

  assertEquals(rig.takeEvents(), [
    "disconnected (it has been silent for 16 s)",
  ]);
});

Deno.test("Link checks its connection after the machine has slept", async (t) => {
  await t.step("it is gone", async () => {
    const rig = new LinkRig();
    await rig.join();
    rig.clock.sleep(3_600_000);
    await rig.clock.advance(2_000);
    assertEquals(rig.conn.takeLines(), ["PING alive"]);
    await rig.clock.advance(10_000);

    assertEquals(rig.takeEvents(), [
      "disconnected (it has been silent for 3612 s)",
    ]);
  });

  await t.step("it is there", async () => {
    const rig = new LinkRig();
    await rig.join();
    rig.clock.sleep(3_600_000);
    await rig.clock.advance(2_000);
    await rig.answer("PONG irc :alive");
    await rig.clock.advance(60_000);

    assertEquals(rig.takeEvents(), []);
  });

  await t.step("the machine was only busy", async () => {
    const rig = new LinkRig();
    await rig.join();
    rig.clock.sleep(5_000);
    await rig.clock.advance(2_000);

    assertEquals(rig.conn.takeLines(), []);
  });
});

Deno.test("Link gives up when the server will never let it in again", async (t) => {
  const cases: readonly {
    readonly name: string;
    readonly lines: readonly string[];
    readonly want: string;
  }[] = [
    {
      name: "another password",
      lines: [":irc 464 * :Password incorrect"],
      want: "Cannot join host:8080 as the password is wrong: " +
        "set --password or its variable",
    },
    {
      name: "a ban",
      lines: [":irc 465 * :Go away"],
      want: "Cannot join host:8080 as it has banned you: Go away",
    },
    {
      name: "another password of the account",
      lines: [
        ":irc CAP * LS :sasl",
        ":irc CAP * ACK :sasl",
        ":irc 904 ann :SASL authentication failed",
      ],
      want: "Cannot join host:8080 as it does not take the password of the " +
        'account "ann" (SASL authentication failed): ' +
        "check --sasl or its variable",
    },
  ];
  for (const { name, lines, want } of cases) {
    await t.step(name, async () => {
      const rig = new LinkRig();
      const sasl = { account: "ann", password: "s3cret" };
      await rig.join({ password: "x", sasl, capabilities: "sasl" });
      await rig.cut();
      rig.link.say("#a", "one");
      await rig.redial();
      rig.conn.sendLines(...lines);

      await assertRejects(() => rig.reading, JoinError, want);
      assertEquals(rig.waiting, ["one"]);
      assertEquals(rig.clock.timerCount, 0);
    });
  }
});

Deno.test("Link tries on when the server is full or not ready", async (t) => {
  for (
    const line of [
      "ERROR :Server is full",
      ":irc 432 * ann :Erroneous nickname",
    ]
  ) {
    await t.step(line, async () => {
      const rig = new LinkRig();
      await rig.join();
      await rig.cut();
      await rig.redial();
      await rig.answer(line);
      assertEquals(rig.link.status.kind, "reconnecting");
      await rig.redial();

      assertEquals(await rig.readmit(), ["JOIN #a"]);
    });
  }
});

Deno.test("Link.quit() ends it at once while there is no connection", async (t) => {
  await t.step("while it waits", async () => {
    const rig = new LinkRig();
    await rig.join();
    await rig.cut();
    rig.link.say("#a", "one");
    rig.link.quit("bye");
    await rig.reading;

    assertEquals(rig.waiting, ["one"]);
    assertEquals(rig.attempts, []);
    assertEquals(rig.clock.timerCount, 0);
  });

  await t.step("while it registers", async () => {
    const rig = new LinkRig();
    await rig.join();
    await rig.cut();
    await rig.redial();
    rig.link.quit();
    await rig.reading;

    assertEquals(rig.conn.isClosed, true);
    assertEquals(rig.clock.timerCount, 0);
  });

  await t.step("by close()", async () => {
    const rig = new LinkRig();
    await rig.join();
    await rig.cut();
    rig.link.close();
    await rig.reading;

    assertEquals(rig.clock.timerCount, 0);
  });
});

Deno.test("Link.quit() hears the server out while there is a connection", async () => {
  const rig = new LinkRig();
  await rig.join();
  rig.link.quit("bye");
  await settle();
  assertEquals(rig.conn.takeLines(), ["QUIT :bye"]);
  await rig.answer("ERROR :Closing link");
  rig.conn.end();
  await rig.reading;

  assertEquals(rig.takeEvents(), []);
  assertEquals(rig.clock.timerCount, 0);
});
