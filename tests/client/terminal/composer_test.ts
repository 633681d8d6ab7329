import { assertEquals } from "@std/assert/equals";
import { Composer } from "../../../client/terminal/composer.ts";
import { fitSpans, type Span } from "../../../client/terminal/view.ts";

const HISTORY = ["make tea", "Make it so", "tea two", "漢字 tea"];

/** Applies keys: a word is a key's name, what stands in quotes is typed. */
function apply(composer: Composer, keys: string): unknown {
  let action: unknown;
  for (const [word, typed] of keys.matchAll(/"([^"]*)"|\S+/g)) {
    if (typed === undefined) action = composer.applyKey({ name: word });
    else {
      for (const text of typed) composer.applyKey({ name: "text", text });
    }
  }
  return action;
}

/** A row without its colours. */
function seen(spans: readonly Span[], columns: number): string {
  return fitSpans(spans, columns).replaceAll(/\x1b\[\d+m/g, "");
}

/**
 * What is seen, in whatever colours: what stands above it, the prompt, the text
 * with its cursor.
 */
function show({ view }: Composer, columns = 40): string {
  const { text, cursor, prompt = "> ", hint } = view;
  const above = hint ? `${seen(hint(columns), columns)}\n` : "";
  return `${above}${prompt}${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function newComposer(): Composer {
  const composer = new Composer({ lines: HISTORY, add: () => {} });
  composer.setCompleter((text, cursor) => {
    const start = text.lastIndexOf(" ", cursor - 1) + 1;
    const candidates = ["/join ", "/just ", "/quit ", "ann: ", "漢字 "]
      .filter((name) => name.startsWith(text.slice(start, cursor)));
    return text === "none" ? undefined : { start, end: cursor, candidates };
  });
  return composer;
}

Deno.test("Composer searches the history", async (t) => {
  const cases = [
    { keys: "ctrl+r", want: "search:  │ |" },
    { keys: '"x" ctrl+r', want: "search:  │ x|" },
    { keys: 'ctrl+r "tea"', want: "search: tea │ 漢字 |tea" },
    { keys: 'ctrl+r "tea" ctrl+r', want: "search: tea │ |tea two" },
    { keys: 'ctrl+r "tea" ctrl+r ctrl+r', want: "search: tea │ make |tea" },
    {
      keys: 'ctrl+r "tea" ctrl+r ctrl+r ctrl+r',
      want: "search: nothing for: tea │ make |tea",
    },
    { keys: 'ctrl+r "tea" ctrl+r ctrl+s', want: "search: tea │ 漢字 |tea" },
    { keys: 'ctrl+r "make"', want: "search: make │ |Make it so" },
    { keys: 'ctrl+r "make" ctrl+r', want: "search: make │ |make tea" },
    {
      keys: 'ctrl+r "Make" ctrl+r',
      want: "search: nothing for: Make │ |Make it so",
    },
    { keys: 'ctrl+r "two" backspace backspace', want: "search: t │ 漢字 |tea" },
    { keys: 'ctrl+r "a" backspace backspace', want: "search:  │ |" },
    { keys: '"draft" ctrl+r "two" escape', want: "> draft|" },
    { keys: '"draft" ctrl+r "two" ctrl+g', want: "> draft|" },
    { keys: '"draft" ctrl+r "none" ctrl+e', want: "> draft|" },
    { keys: 'ctrl+r "two" ctrl+a', want: "> |tea two" },
    { keys: 'ctrl+r "two" right "x"', want: "> tea txwo|" },
    { keys: 'ctrl+r "two" up', want: "> Make it so|" },
    { keys: '"draft" ctrl+r "two" left down down', want: "> draft|" },
    { keys: '"draft" ctrl+r "two" left ctrl+_', want: "> draft|" },
    { keys: 'ctrl+r "漢"', want: "search: 漢 │ |漢字 tea" },
  ].map((row) => ({ ...row, want: row.want.replace("txwo|", "tx|wo") }));
  for (const { keys, want } of cases) {
    await t.step(keys, () => {
      const composer = newComposer();
      apply(composer, keys);

      assertEquals(show(composer), want);
    });
  }
});

Deno.test("Composer sends what was found at Enter", () => {
  const action = apply(newComposer(), 'ctrl+r "two" enter');

  assertEquals(action, { type: "submit", text: "tea two" });
});

Deno.test("Composer completes", async (t) => {
  const ALL = " /join [/just] /quit  ann:  漢字 ";
  const cases = [
    { keys: '"a" tab', want: "> ann: |" },
    { keys: '"hi a" tab "x"', want: "> hi ann: x|" },
    { keys: '"hi" tab', want: "> hi|" },
    { keys: '"none" tab', want: "> none|" },
    { keys: '"/j" tab', want: "[/join] /just\n> /join |" },
    { keys: '"/j" tab tab', want: " /join [/just]\n> /just |" },
    { keys: '"/j" tab tab tab', want: "[/join] /just\n> /join |" },
    { keys: '"/j" shift+tab', want: " /join [/just]\n> /just |" },
    { keys: '"/j" tab shift+tab', want: " /join [/just]\n> /just |" },
    { keys: '"/j" tab escape', want: "> /j|" },
    { keys: '"/j" tab tab escape "x"', want: "> /jx|" },
    { keys: '"/j" tab tab ctrl+_', want: "> /j|" },
    { keys: '"/j" tab "#x"', want: "> /join #x|" },
    { keys: '"/j" tab backspace', want: "> /join|" },
    { keys: "tab tab", want: `${ALL.trimEnd()}\n> /just |` },
    { keys: '"/j x" left left tab', want: "[/join] /just\n> /join | x" },
  ];
  for (const { keys, want } of cases) {
    await t.step(keys, () => {
      const composer = newComposer();
      apply(composer, keys);

      assertEquals(show(composer).replace(/ +\n/, "\n"), want);
    });
  }
});

Deno.test("Composer shows the candidate it is at in any window", async (t) => {
  const cases = [
    { columns: 20, want: "… n2  n3  n4 [n5] n…" },
    { columns: 12, want: "… n4 [n5] n…" },
    { columns: 4, want: "…[n…" },
    { columns: 1, want: "…" },
  ];
  for (const { columns, want } of cases) {
    await t.step(`${columns} columns`, () => {
      const composer = new Composer();
      const candidates = Array.from({ length: 200 }, (_, at) => `n${at} `);
      composer.setCompleter(() => ({ start: 0, end: 0, candidates }));
      apply(composer, "tab tab tab tab tab tab");
      const row = seen(composer.view.hint?.(columns) ?? [], columns);

      assertEquals(row, want);
    });
  }
});

Deno.test("Composer asks before it sends more than ten lines", async (t) => {
  const text = (lines: number) =>
    Array.from({ length: lines }, (_, index) => index + 1).join("\n");
  const question = "Esc goes back to the text\nSend 25 lines? y/n |";
  const cases = [
    { keys: "enter", want: question },
    { keys: "enter enter", want: question },
    { keys: 'enter "n"', want: `> ${text(25)}|` },
    { keys: "enter escape", want: `> ${text(25)}|` },
    { keys: 'enter "y"', want: "> |", sent: text(25) },
    { keys: 'enter "Y"', want: "> |", sent: text(25) },
  ];
  for (const { keys, want, sent } of cases) {
    await t.step(keys, () => {
      const composer = newComposer();
      composer.applyKey({ name: "paste", text: text(25) });
      apply(composer, keys.replace(/ ".*/, ""));
      const typed = /"(.)"/.exec(keys)?.[1];
      const action = typed === undefined
        ? undefined
        : composer.applyKey({ name: "text", text: typed });

      assertEquals(show(composer), want);
      assertEquals(
        action,
        sent === undefined ? undefined : { type: "submit", text: sent },
      );
    });
  }
  await t.step("ten lines and a line break", () => {
    const composer = newComposer();
    composer.applyKey({ name: "paste", text: `${text(10)}\n` });

    assertEquals(composer.applyKey({ name: "enter" }), {
      type: "submit",
      text: `${text(10)}\n`,
    });
  });
});

Deno.test("Composer.useDraft() keeps a line for each draft", () => {
  const composer = newComposer();
  composer.useDraft("#a");
  apply(composer, '"one two" ctrl+left');
  composer.useDraft("#b");
  assertEquals(show(composer), "> |");
  apply(composer, '"three" enter "four"');
  composer.useDraft("#a");
  assertEquals(show(composer), "> one |two");
  apply(composer, "ctrl+_");
  assertEquals(show(composer), "> one|");
  composer.useDraft("#b");
  assertEquals(show(composer), "> four|");
  // What was sent anywhere can be called back everywhere.
  apply(composer, "up");
  composer.useDraft("#a");
  apply(composer, "up");
  assertEquals(show(composer), "> three|");
  apply(composer, "down");
  assertEquals(show(composer), "> one|");
});

Deno.test("Composer.useDraft() ends a search or a completion, not the draft", () => {
  const composer = newComposer();
  apply(composer, '"/j" tab');
  composer.useDraft("#b");
  apply(composer, '"x" ctrl+r "two"');
  composer.useDraft("");

  assertEquals(show(composer), "> /join |");
  composer.useDraft("#b");
  assertEquals(show(composer), "> tea |two");
  apply(composer, "ctrl+_");
  assertEquals(show(composer), "> x|");
});

Deno.test("Composer.useDraft() takes an unfinished text along where it may", async (t) => {
  const cases = [
    { name: "to an empty one", there: "", old: "> |", want: "> one| two" },
    { name: "not to another", there: "x", old: "> one| two", want: "> x|" },
  ];
  for (const { name, there, old, want } of cases) {
    await t.step(name, () => {
      const composer = newComposer();
      composer.setText(there, { draft: "#b" });
      apply(composer, '"one two" ctrl+left ctrl+left ctrl+right');
      composer.useDraft("#b", { carries: true });

      assertEquals(show(composer), want);
      composer.useDraft("");
      assertEquals(show(composer), old);
    });
  }
  await t.step("with what can be undone", () => {
    const composer = newComposer();
    apply(composer, '"one two" ctrl+w');
    composer.useDraft("#b", { carries: true });
    apply(composer, "ctrl+_");
    assertEquals(show(composer), "> one two|");
  });
  await t.step("and asks again before it sends much", () => {
    const composer = newComposer();
    composer.setText("x\n".repeat(20) + "x");
    apply(composer, "enter");
    composer.useDraft("#b", { carries: true });
    assertEquals(apply(composer, '"y"'), undefined);
    assertEquals(composer.text.endsWith("xy"), true);
  });
});

Deno.test("Composer.dropDraft() forgets a line, the one in use once it is left", () => {
  const composer = newComposer();
  composer.setText("other", { draft: "#b" });
  composer.dropDraft("#b");
  apply(composer, '"one"');
  composer.dropDraft("");
  assertEquals(show(composer), "> one|");
  composer.useDraft("#b");
  assertEquals(show(composer), "> |");
  composer.useDraft("");
  assertEquals(show(composer), "> |");
  apply(composer, '"two"');
  composer.dropDraft("");
  composer.useDraft("#b", { carries: true });
  assertEquals(show(composer), "> two|");
});

Deno.test("Composer.setText() sets the line of any draft", () => {
  const composer = newComposer();
  composer.setText("a\r\nb\x1b[2J");
  assertEquals(show(composer), "> a\nb[2J|");
  composer.setText("other", { draft: "#b" });
  assertEquals(show(composer), "> a\nb[2J|");
  composer.useDraft("#b");
  assertEquals(show(composer), "> other|");
});

Deno.test("Composer.applyKey() tells when the editor is wanted", () => {
  const composer = newComposer();
  apply(composer, '"draft"');

  assertEquals(apply(composer, "ctrl+x ctrl+e"), { type: "edit" });
  assertEquals(apply(composer, "ctrl+x escape ctrl+e"), undefined);
  assertEquals(apply(composer, "ctrl+x ctrl+u"), undefined);
  assertEquals(show(composer), "> |");
});

Deno.test("Composer keeps what is submitted for later sessions", () => {
  const added: string[] = [];
  const composer = new Composer({
    lines: ["old"],
    add: (line) => void added.push(line),
  });
  apply(composer, '"one" enter enter "one" enter "two" enter up up up');

  assertEquals(added, ["one", "two"]);
  assertEquals(composer.text, "old");
});

Deno.test("Composer has a block end at Ctrl-D, unasked", async (t) => {
  const begin = (text = "") => {
    const composer = newComposer();
    composer.setText(text, { isBlock: true });
    return composer;
  };

  await t.step("Enter begins a line", () => {
    const composer = begin();
    const lines = Array.from({ length: 12 }, (_, index) => `"${index}"`);

    assertEquals(apply(composer, lines.join(" enter ")), undefined);
    assertEquals(apply(composer, "ctrl+d"), {
      type: "submit",
      text: "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11",
    });
    assertEquals(apply(composer, '"a" enter'), { type: "submit", text: "a" });
  });

  await t.step("what does it is told", () => {
    assertEquals(
      show(begin("a"), 80),
      "Enter begins a line · Ctrl-D sends all as one · Esc ends this\n> a|",
    );
  });

  await t.step(
    "nothing is sent, and nobody leaves, where there is none",
    () => {
      const composer = begin();
      assertEquals(apply(composer, "enter ctrl+d"), undefined);
      assertEquals(show(composer), "> \n|");
    },
  );

  await t.step("Escape keeps the text, and Enter sends again", () => {
    const composer = begin();
    apply(composer, '"a" enter "b" escape');
    assertEquals(show(composer), "> a\nb|");
    assertEquals(apply(composer, "enter"), { type: "submit", text: "a\nb" });
  });

  await t.step("Escape first ends a search", () => {
    const composer = begin("a");
    apply(composer, "ctrl+r escape enter");
    assertEquals(composer.text, "a\n");
  });

  await t.step("another draft ends it", () => {
    const composer = begin();
    composer.useDraft("b");
    assertEquals(apply(composer, '"a" enter'), { type: "submit", text: "a" });
  });
});
