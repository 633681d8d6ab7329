import { assertEquals } from "@std/assert/equals";
import { Comings } from "../../../client/ui/comings.ts";

Deno.test("Comings tells who came and went in one line", async (t) => {
  const cases: readonly {
    readonly name: string;
    readonly act: (comings: Comings) => void;
    readonly want: string;
  }[] = [
    { name: "nobody", act: () => {}, want: "" },
    {
      name: "several",
      act(comings) {
        comings.join("ann");
        comings.leave("cleo");
        comings.join("bob");
      },
      want: "ann, bob joined · cleo left",
    },
    {
      name: "the words of one who left",
      act: (comings) => comings.leave("cleo", "lunch"),
      want: "cleo left (lunch)",
    },
    {
      name: "words without their formatting",
      act: (comings) => comings.leave("cleo", "\x02\x034,5lunch\x0f"),
      want: "cleo left (lunch)",
    },
    {
      name: "no words of several who left",
      act(comings) {
        comings.leave("cleo", "lunch");
        comings.leave("bob", "tea");
      },
      want: "cleo, bob left",
    },
    {
      name: "one who came and went",
      act(comings) {
        comings.join("ann");
        comings.leave("Ann", "oops");
      },
      want: "ann joined and left",
    },
    {
      name: "one who went and came",
      act(comings) {
        comings.leave("ann");
        comings.join("ann");
      },
      want: "ann left and came back",
    },
    {
      name: "another nick",
      act: (comings) => comings.rename("bob", "rob"),
      want: "bob is now rob",
    },
    {
      name: "another nick of one who came",
      act(comings) {
        comings.join("bob");
        comings.rename("bob", "rob");
      },
      want: "rob joined",
    },
    {
      name: "another nick and back",
      act(comings) {
        comings.rename("bob", "rob");
        comings.rename("rob", "bob");
      },
      want: "",
    },
    {
      name: "another nick of one who leaves",
      act(comings) {
        comings.rename("bob", "rob");
        comings.leave("rob");
      },
      want: "rob left",
    },
    {
      name: "a crowd",
      act(comings) {
        for (let index = 1; index <= 13; index++) comings.join(`n${index}`);
      },
      want: "n1, n2, n3, n4, n5, n6, n7, n8, n9, n10 and 3 more joined",
    },
  ];
  for (const { name, act, want } of cases) {
    await t.step(name, () => {
      const comings = new Comings();
      act(comings);

      assertEquals(comings.describe(), want);
      assertEquals(comings.take(), want);
      assertEquals(comings.isEmpty, true);
    });
  }
});

Deno.test("Comings has to be told before it grows without end", () => {
  const comings = new Comings();
  for (let index = 0; index < 200; index++) comings.join(`n${index}`);

  assertEquals(comings.isFull, true);
});
