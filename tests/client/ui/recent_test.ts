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
