import { assertEquals } from "@std/assert/equals";
import { firstWords, Recent } from "../../../client/ui/recent.ts";

function said(...messages: readonly string[]): Recent {
  const recent = new Recent();
  messages.forEach((message, index) => {
    const [from = "", text = ""] = message.split(" ");
    recent.add({ id: `i${index}`, from, text, own: from === "me" });
  });
  return recent;
}

Deno.test("Recent.back() counts from the newest", () => {
  const recent = said("bob a", "me b", "eve c", "me d");

  assertEquals(recent.back(1, "all")?.text, "d");
  assertEquals(recent.back(2, "all")?.text, "c");
  assertEquals(recent.back(1, "others")?.text, "c");
  assertEquals(recent.back(2, "own")?.text, "b");
  assertEquals(recent.back(3, "own"), undefined);
});

Deno.test("Recent forgets what was taken back", () => {
  const recent = said("bob a", "me b");
  recent.remove("i1");

  assertEquals(recent.find("i1"), undefined);
  assertEquals(recent.back(1, "all")?.text, "a");
});

Deno.test("Recent.speakers() gives the latest first, each once", () => {
  assertEquals(said("bob a", "eve b", "Bob c", "me d").speakers(), [
    "Bob",
    "eve",
  ]);
});

Deno.test("Recent remembers no more than it needs", () => {
  const recent = said(...Array.from({ length: 600 }, () => "bob hi"));
  recent.add({ id: "long", from: "bob", text: "x".repeat(999), own: false });

  assertEquals(recent.find("i0"), undefined);
  assertEquals(recent.find("long")?.text.length, 200);
});

Deno.test("firstWords() quotes whole words", async (t) => {
  const cases = [
    { text: "hi", want: "hi" },
    { text: " one\n two ", want: "one two" },
    { text: "one two three", want: "one two…" },
    { text: "abcdefghijkl", want: "abcdefghij…" },
    { text: "", want: "" },
  ];
  for (const { text, want } of cases) {
    await t.step(text, () => assertEquals(firstWords(text, 10), want));
  }
});

Deno.test("Recent puts older messages in front, as far as there is room", () => {
  const recent = said("bob a", "me b");
  const older = Array.from({ length: 600 }, (_, index) => ({
    id: `o${index}`,
    from: "eve",
    text: `${index}`,
    own: false,
  }));
  recent.addOlder(older);
  recent.addOlder(older);

  assertEquals(recent.back(1, "all")?.text, "b");
  assertEquals(recent.back(3, "all")?.text, "599");
  assertEquals(recent.back(500, "all")?.text, "102");
  assertEquals(recent.back(501, "all"), undefined);
});

Deno.test("Recent knows the new text of what was changed", () => {
  const recent = said("bob a", "me b");
  recent.edit("i0", "x".repeat(300));
  recent.edit("i1", "y".repeat(300));
  recent.edit("none", "z");

  assertEquals(recent.find("i0")?.text.length, 200);
  assertEquals(recent.find("i1")?.text.length, 300);
  recent.edit("i0", "c");
  assertEquals(recent.find("i0"), {
    id: "i0",
    from: "bob",
    text: "c",
    own: false,
  });
});

Deno.test("Recent remembers only the latest long texts of our own whole", () => {
  const recent = new Recent();
  for (let index = 0; index < 60; index++) {
    const text = "x".repeat(300);
    recent.add({ id: `i${index}`, from: "me", text, own: true });
  }

  assertEquals(recent.find("i9")?.isCut, true);
  assertEquals(recent.find("i9")?.text.length, 200);
  assertEquals(recent.find("i10")?.isCut, undefined);
  assertEquals(recent.find("i10")?.text.length, 300);
});
