import { assertEquals } from "@std/assert/equals";
import { layOutInput } from "../../../client/terminal/input_view.ts";

const LINES = ["1", "2", "3", "4", "5", "6"].join("\n");

Deno.test("layOutInput() tells where there is more than can be seen", async (t) => {
  const cases = [
    {
      name: "above, in front of which the prompt stands",
      content: { prompt: "#lobby> ", text: LINES, cursor: LINES.length },
      size: [24, 3],
      want: ["      ↑ 4", "        5", "        6"],
    },
    {
      name: "above and below",
      content: { prompt: "#lobby> ", text: LINES, cursor: 4 },
      size: [24, 3],
      want: ["      ↑ 2", "        3", "      ↓ 4"],
    },
    {
      name: "below",
      content: { prompt: "#lobby> ", text: LINES, cursor: 0 },
      size: [24, 3],
      want: ["#lobby> 1", "        2", "      ↓ 3"],
    },
    {
      name: "where there is no margin else",
      content: { prompt: "#lobby> ", text: LINES, cursor: 4 },
      size: [16, 3],
      want: ["↑ 2", "  3", "↓ 4"],
    },
    {
      name: "where all is to be seen",
      content: { prompt: "#lobby> ", text: "1\n2\n3", cursor: 2 },
      size: [16, 3],
      want: ["#lobby> 1", "2", "3"],
    },
    {
      name: "in no window that is too narrow",
      content: { prompt: "> ", text: LINES, cursor: 4 },
      size: [5, 3],
      want: ["2", "3", "4"],
    },
    {
      name: "left of one row",
      content: { prompt: "> ", text: "abcdefghijkl", cursor: 12 },
      size: [10, 1],
      want: ["> …ghijkl"],
    },
    {
      name: "right of it",
      content: { prompt: "> ", text: "abcdefghijkl", cursor: 3 },
      size: [10, 1],
      want: ["> abcdefg…"],
    },
    {
      name: "left and right, and never over the cursor",
      content: { prompt: "> ", text: "abcdefghijkl", cursor: 9 },
      size: [10, 1],
      want: ["> …defghij"],
    },
    {
      name: "right of wide characters",
      content: { prompt: "> ", text: "漢字漢字漢字", cursor: 0 },
      size: [10, 1],
      want: ["> 漢字漢…"],
    },
    {
      name: "in no row that is too narrow",
      content: { prompt: "", text: "abcdefghijkl", cursor: 12 },
      size: [5, 1],
      want: ["ijkl"],
    },
  ] as const;
  for (const { name, content, size: [columns, maxRows], want } of cases) {
    await t.step(name, () => {
      assertEquals(layOutInput(content, columns, maxRows).rows, want);
    });
  }

  await t.step("where only a part of a long text is laid out", () => {
    const text = "abcdefghi\n".repeat(10_000);
    const content = { prompt: "> ", text, cursor: 50_000 };
    const { rows } = layOutInput(content, 12, 3);

    assertEquals(rows.map((row) => row[0]), ["↑", " ", "↓"]);
  });
});
