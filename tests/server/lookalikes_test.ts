import { assertEquals } from "@std/assert/equals";
import { Lookalikes } from "../../server/lookalikes.ts";

Deno.test("Lookalikes.find() finds the nick that another looks like", async (t) => {
  const rows = [
    { name: "a Cyrillic е", used: "evan", wished: "еvan", isAlike: true },
    { name: "Cyrillic alone", used: "pop", wished: "рор", isAlike: true },
    { name: "a Greek capital", used: "Helen", wished: "Ηelen", isAlike: true },
    { name: "in another case", used: "helen", wished: "ΗELEN", isAlike: true },
    {
      name: "a capital for a small m",
      used: "mia",
      wished: "Мia",
      isAlike: true,
    },
    { name: "a capital I", used: "Iris", wished: "ιris", isAlike: true },
    {
      name: "a capital I for an l",
      used: "alex",
      wished: "аIex",
      isAlike: true,
    },
    { name: "a dotless ı", used: "bill", wished: "bıll", isAlike: true },
    { name: "a lunate ϲ", used: "carl", wished: "ϲarl", isAlike: true },
    { name: "a full-width letter", used: "bob", wished: "ｂob", isAlike: true },
    { name: "mathematical letters", used: "bob", wished: "𝐛𝐨𝐛", isAlike: true },
    {
      name: "two letters for one",
      used: "mark",
      wished: "rnаrk",
      isAlike: true,
    },
    {
      name: "the other way round",
      used: "еvan",
      wished: "evan",
      isAlike: true,
    },
    { name: "beyond ASCII", used: "zoë", wished: "zоë", isAlike: true },
    {
      name: "capitals beyond ASCII",
      used: "zoë",
      wished: "ZOË",
      isAlike: true,
    },
    { name: "two of ASCII", used: "bobl", wished: "bob1", isAlike: false },
    {
      name: "two others of ASCII",
      used: "mark",
      wished: "rnark",
      isAlike: false,
    },
    { name: "an accent", used: "zoe", wished: "zoë", isAlike: false },
    { name: "another nick", used: "анна", wished: "иван", isAlike: false },
    { name: "the same nick", used: "zoë", wished: "zoe\u0308", isAlike: false },
  ];
  for (const { name, used, wished, isAlike } of rows) {
    await t.step(`${name}: ${wished}`, () => {
      const lookalikes = new Lookalikes();
      lookalikes.add(used);
      lookalikes.add("somebody");

      const found = lookalikes.find(wished, undefined);

      assertEquals(found, isAlike ? used : undefined);
    });
  }
});

Deno.test("Lookalikes.find() finds nothing that was removed", () => {
  const lookalikes = new Lookalikes();
  lookalikes.add("evan");
  lookalikes.add("еvаn");

  lookalikes.remove("evan");
  assertEquals(lookalikes.find("еvan", undefined), "еvаn");
  lookalikes.remove("еvаn");
  assertEquals(lookalikes.find("еvan", undefined), undefined);
});

Deno.test("Lookalikes.find() passes over one's own nick, and none but that", () => {
  const lookalikes = new Lookalikes();
  lookalikes.add("evan");
  assertEquals(lookalikes.find("еvan", "evan"), undefined);

  lookalikes.add("evаn");

  assertEquals(lookalikes.find("еvan", "evan"), "evаn");
});
