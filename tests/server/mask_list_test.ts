import { assertEquals } from "@std/assert/equals";
import { MaskList } from "../../server/mask_list.ts";

function createList(...masks: readonly string[]): MaskList {
  const list = new MaskList();
  for (const mask of masks) list.add({ mask, setBy: "op", setAt: 0 });
  return list;
}

Deno.test("MaskList.covers() knows entry from speech", async (t) => {
  const rows = [
    { masks: [], entry: false, speech: false },
    { masks: ["ann!*@*"], entry: true, speech: true },
    { masks: ["m:ann!*@*"], entry: false, speech: true },
    { masks: ["bob!*@*"], entry: false, speech: false },
    { masks: ["bob!*@*", "m:*!*@h"], entry: false, speech: true },
    { masks: ["m:ann!*@*", "*!u@*"], entry: true, speech: true },
  ] as const;
  for (const { masks, entry, speech } of rows) {
    await t.step(masks.join(" "), () => {
      const list = createList(...masks);

      for (let times = 0; times < 2; times++) {
        assertEquals(list.covers("Ann!u@h", "entry"), entry);
        assertEquals(list.covers("Ann!u@h", "speech"), speech);
      }
    });
  }
});

Deno.test("MaskList.covers() follows what is added and taken away", () => {
  const list = createList("bob!*@*");

  assertEquals(list.covers("ann!u@h", "speech"), false);
  list.add({ mask: "ann!*@*", setBy: "op", setAt: 0 });
  assertEquals(list.covers("ann!u@h", "speech"), true);
  list.delete("ANN!*@*");
  assertEquals(list.covers("ann!u@h", "speech"), false);
});

Deno.test("MaskList.covers() judges any number of sources", () => {
  const list = createList("*5!*@*");

  for (let number = 0; number < 3_000; number++) {
    const source = `ann${number}!u@h`;

    assertEquals(list.covers(source, "speech"), number % 10 === 5);
  }
});

Deno.test("MaskList gives its masks in the order in which they were set", () => {
  const list = createList("b!*@*", "a!*@*", "c!*@*");

  assertEquals(list.has("A!*@*"), true);
  assertEquals(list.delete("A!*@*")?.mask, "a!*@*");
  assertEquals(list.delete("a!*@*"), undefined);
  assertEquals(list.has("a!*@*"), false);
  assertEquals([...list].map(({ mask }) => mask), ["b!*@*", "c!*@*"]);
  assertEquals(list.size, 2);
});
