import { assertEquals } from "@std/assert/equals";
import { COMMAND_GROUPS, synopsis } from "../client/command_row.ts";
import { COMMANDS } from "../client/commands.ts";
import { JOIN_FLAGS, SEND_FLAGS, TAIL_FLAGS } from "../client/flags.ts";
import { JSON_FIELDS } from "../client/json_output.ts";
import {
  DEFAULT_SETTINGS,
  formatSetting,
  SETTING_ROWS,
} from "../client/settings.ts";
import { eventSamples } from "./client/event_samples.ts";

const ROOT = new URL("../", import.meta.url);
const DOCS = Deno.readTextFileSync(new URL("docs/join.md", ROOT));

/** Reads the rows of the tables below a heading, each as its cells. */
function readRows(heading: string): string[][] {
  const [, section = ""] = DOCS.split(`\n${heading}\n`);
  const level = /^#+/.exec(heading)?.[0] ?? "";
  const [body = ""] = section.split(new RegExp(`\n#{1,${level.length}} `));
  return body.split("\n").filter((line) => line.startsWith("| `"))
    .map((line) =>
      line.split(/(?<!\\)\|/).slice(1, -1).map((cell) =>
        cell.trim().replace(/\\([|*<>_\\])/g, "$1")
      )
    );
}

/** The texts in a cell that are marked as code. */
function codes(cell: string | undefined): string[] {
  return [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

Deno.test("docs/join.md lists each command as the table has it", async (t) => {
  for (const group of COMMAND_GROUPS) {
    await t.step(group, () => {
      const title = group.charAt(0).toUpperCase() + group.slice(1);
      const rows = readRows(`### ${title}`).map(([command, aliases, help]) => ({
        command: codes(command)[0],
        aliases: codes(aliases),
        help,
      }));

      assertEquals(
        rows,
        COMMANDS.filter((row) => row.group === group).map((row) => ({
          command: synopsis(row),
          aliases: row.aliases.map((alias) => `/${alias}`),
          help: row.help,
        })),
      );
    });
  }
});

Deno.test("docs/join.md lists each setting, its values and its default", () => {
  const rows = readRows("## Settings").map(([key, values, preset, help]) => ({
    key: codes(key)[0],
    values: codes(values),
    preset: codes(preset)[0],
    help,
  }));

  assertEquals(
    rows,
    SETTING_ROWS.map(({ key, values, help }) => ({
      key,
      values: [...values],
      preset: formatSetting(DEFAULT_SETTINGS, key),
      help,
    })),
  );
});

Deno.test("docs/join.md lists each option", async (t) => {
  const tables = [
    { heading: "## Options", flags: JOIN_FLAGS },
    { heading: "### chat send", flags: SEND_FLAGS },
    { heading: "### chat tail", flags: TAIL_FLAGS },
  ];
  for (const { heading, flags } of tables) {
    await t.step(heading, () => {
      const options = flags.map(({ flags }) =>
        flags.replace(/:string>/, ">").replaceAll(", ", " ")
      );

      assertEquals(
        readRows(heading).map(([option]) => codes(option).join(" ")),
        options,
      );
    });
  }
});

/** Where keys have their names: not how they are decoded. */
const KEY_FOLDERS = ["client", "client/terminal", "client/ui"];
const DECODERS = ["key_decoder.ts", "key_names.ts", "key_sequences.ts"];

/** How the docs write keys that have names. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  "←": "left",
  "→": "right",
  "↑": "up",
  "↓": "down",
  "esc": "escape",
  "del": "delete",
};

/** The name of a key as the program has it: `Ctrl-A` is `ctrl+a`. */
function toKeyName(written: string): string {
  const parts = written.split(/-(?=.)/);
  const key = parts.pop() ?? "";
  const modifiers = parts.map((part) => `${part.toLowerCase()}+`).join("");
  const name = KEY_NAMES[key.toLowerCase()] ??
    (key.length > 1 || modifiers !== "" ? key.toLowerCase() : key);
  return modifiers + name;
}

/** The keys with modifiers that the client's sources name. */
function readKeyNames(): Set<string> {
  const names = new Set<string>();
  for (const folder of KEY_FOLDERS) {
    for (const { name, isFile } of Deno.readDirSync(new URL(folder, ROOT))) {
      if (!isFile || DECODERS.includes(name)) continue;
      const text = Deno.readTextFileSync(new URL(`${folder}/${name}`, ROOT))
        .replace(/\/\*.*?\*\//gs, "").replace(/^\s*\/\/.*$/gm, "");
      const found = text.matchAll(
        /["`]((?:(?:ctrl|alt|shift)\+)+[^"`\s]+)["`]/g,
      );
      for (const [, key = ""] of found) names.add(key);
    }
  }
  return names;
}

Deno.test("docs/join.md lists each key", () => {
  const used = [...readKeyNames()]
    .flatMap((name) =>
      name.includes("${")
        ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) =>
          name.replace(/\$\{\w+\}/, `${digit}`)
        )
        : [name]
    );
  const documented = readRows("## Keys")
    .flatMap(([keys]) => codes(keys))
    .flatMap((written) => written.split(" "))
    .map(toKeyName);

  assertEquals(
    [...new Set(documented)].filter((name) => name.includes("+")).sort(),
    used.sort(),
  );
});

/** What the docs say of a field of an event. */
interface DocumentedField {
  readonly name: string;
  readonly isOptional: boolean;
}

/** Reads the table of events: type to fields. */
function readEvents(): Map<string, DocumentedField[]> {
  return new Map(
    readRows("### Events").flatMap(([types, , fields]) =>
      codes(types).map((type) =>
        [
          type,
          [...(fields ?? "").matchAll(/`(\w+)`(\??)/g)].map((
            [, name = "", mark],
          ) => ({ name, isOptional: mark === "?" })),
        ] as const
      )
    ),
  );
}

Deno.test("docs/join.md lists each event of --json, and its fields", () => {
  const want = Object.entries(JSON_FIELDS).map(([type, fields]) =>
    [
      type,
      Object.entries(fields).map(([name, presence]) => ({
        name,
        isOptional: presence === "maybe",
      })),
    ] as const
  );

  assertEquals(readEvents(), new Map(want));
});

Deno.test("--json prints what docs/join.md says of each event", async (t) => {
  const types = new Map(
    readRows("### Fields").map(([name, type]) => [codes(name)[0], type]),
  );
  const printed = await eventSamples();
  for (const [type, fields] of readEvents()) {
    await t.step(type, () => {
      const samples = printed.filter((event) => event["type"] === type);
      const names = ["type", "time", ...fields.map(({ name }) => name)];

      assertEquals(
        [...new Set(samples.flatMap(Object.keys))].sort(),
        names.sort(),
      );
      for (const { name, isOptional } of fields) {
        const count = samples.filter((sample) => name in sample).length;
        assertEquals(
          count < samples.length,
          isOptional,
          `"${name}" is in ${count} of ${samples.length}`,
        );
      }
      for (const [name, value] of samples.flatMap(Object.entries)) {
        const kind = Array.isArray(value) ? "list" : typeof value;
        assertEquals(kind, types.get(name), name);
      }
    });
  }
  await t.step("and nothing else", () => {
    assertEquals(
      [...new Set(printed.map((event) => event["type"]))].sort(),
      [...readEvents().keys()].sort(),
    );
  });
});
