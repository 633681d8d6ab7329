import { cyan, dim } from "@std/fmt/colors";
import type { Span, Style } from "../terminal/view.ts";

/** What opens and closes a block of code; behind it its language may stand. */
const FENCE = /^\s*```([\w+#.-]*)\s*$/;

const codeStyle: Style = (text) => cyan(text);

/**
 * Sets a text in a frame if it has several lines, so that none of them can pass
 * for a message of its own; code between lines of ``` has its own frame.
 *
 * @param prose Gives the spans of a line that is no code.
 */
export function frameText(
  text: string,
  prose: (line: string) => Span[],
): Span[] {
  if (!text.includes("\n")) return prose(text);
  const lines = text.split("\n");
  const spans: Span[] = [];
  let isCode = false;
  const lastFence = lines.findLastIndex((line) => FENCE.test(line));
  lines.forEach((line, index) => {
    const fence = FENCE.exec(line);
    if (fence && (isCode || index < lastFence)) {
      isCode = !isCode;
      const language = fence[1] ?? "";
      const edge = isCode ? `┌─${language === "" ? "" : ` ${language}`}` : "└─";
      spans.push({ text: `\n${edge}`, style: dim });
    } else {
      spans.push({ text: "\n│ ", style: dim, isBar: true });
      if (isCode) spans.push({ text: line, style: codeStyle });
      else spans.push(...prose(line));
    }
  });
  return spans;
}
