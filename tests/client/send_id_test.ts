import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { makeSendId } from "../../client/send_id.ts";

const NOW = Date.UTC(2026, 10, 20);

Deno.test("makeSendId() gives 32 hexadecimal digits, the time first", async (t) => {
  const cases = [
    { name: "the least chance", random: 0, want: "0".repeat(20) },
    { name: "the most", random: 1 - 2 ** -32, want: "f".repeat(20) },
    { name: "one in between", random: 0.5, want: "8000000080000000" + "8000" },
  ];
  for (const { name, random, want } of cases) {
    await t.step(name, () => {
      const id = makeSendId(NOW, () => random);

      assertEquals(Number.parseInt(id.slice(0, 12), 16), NOW);
      assertEquals(id.slice(12), want);
    });
  }
});

Deno.test("makeSendId() stays 32 digits whatever the clock says", () => {
  for (const now of [0, 1.5, 2 ** 48 - 1, 2 ** 52]) {
    assertMatch(makeSendId(now, Math.random), /^[0-9a-f]{32}$/);
  }
});
