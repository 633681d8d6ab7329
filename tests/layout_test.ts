import { assertEquals } from "@std/assert/equals";

const ROOT = new URL("../", import.meta.url);
const PRODUCT = [
  "main.ts",
  "command_line.ts",
  "client",
  "protocol",
  "server",
];

/**
 * What each folder may import of the project; main.ts, at the top, may import
 * anything. The version is in deno.json.
 */
const MAY_IMPORT = new Map([
  ["client", ["client", "deno.json", "protocol"]],
  ["protocol", ["protocol"]],
  ["server", ["deno.json", "protocol", "server"]],
]);
/** Folders that import no package either, and touch nothing outside. */
const PURE = ["protocol"];
const IMPURE =
  /\b(?:Deno\.|set(?:Timeout|Interval)\b|Date\.now\b|new Date\(\)|performance\b|crypto\b|Math\.random\b)/g;

/**
 * Inside the client, who may import a folder besides itself: what is shown in a
 * session rests on the rest, and not the other way round.
 */
const MAY_BE_IMPORTED_BY = new Map([
  ["client/ui/", ["client/terminal_mode.ts"]],
]);

/**
 * What keeps messages, and what a message is: it knows no session, no channel
 * and no server, and imports but itself and the protocol.
 */
const STORE =
  /^server\/(?:outgoing|ranks|history\/(?:id_list|memory_\w+|open_\w+|recent_ids|search_\w+|sqlite_\w+|store\w*))\.ts$/;

const MAX_LINES = 400;
/** Tables may be longer. */
const TABLES = ["protocol/numerics.ts"];

interface SourceFile {
  /** The path from the root, with `/`. */
  path: string;
  text: string;
}

function listFiles(path: string): SourceFile[] {
  const url = new URL(path, ROOT);
  if (path.endsWith(".ts")) return [{ path, text: Deno.readTextFileSync(url) }];
  return [...Deno.readDirSync(url)].flatMap(({ name, isDirectory }) =>
    isDirectory || name.endsWith(".ts") ? listFiles(`${path}/${name}`) : []
  );
}

function listProductFiles(): SourceFile[] {
  const here = new Set([...Deno.readDirSync(ROOT)].map(({ name }) => name));
  return PRODUCT.filter((path) => here.has(path)).flatMap(listFiles);
}

function removeComments(text: string): string {
  return text.replace(/\/\*.*?\*\//gs, "").replace(/^\s*\/\/.*$/gm, "");
}

function isAgainstLayers(path: string, target: string): boolean {
  const isOfStore = STORE.test(target) || target.startsWith("protocol/");
  if (STORE.test(path) && !isOfStore) return true;
  return [...MAY_BE_IMPORTED_BY].some(([folder, importers]) =>
    target.startsWith(folder) && !path.startsWith(folder) &&
    !importers.includes(path)
  );
}

function findForbiddenImports({ path, text }: SourceFile): string[] {
  const folder = path.split("/", 1)[0] ?? "";
  const allowed = MAY_IMPORT.get(folder);
  if (allowed === undefined) return [];
  const specifiers = removeComments(text)
    .matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g);
  return [...specifiers].map(([, specifier = ""]) => specifier)
    .filter((specifier) => {
      if (!/^\.{1,2}\//.test(specifier)) return PURE.includes(folder);
      const target = new URL(specifier, new URL(path, "file:///")).pathname;
      return !allowed.includes(target.split("/")[1] ?? "") ||
        isAgainstLayers(path, target.slice(1));
    })
    .map((specifier) => `${path} imports ${specifier}`);
}

function findViolations(file: SourceFile): string[] {
  const { path, text } = file;
  const violations = findForbiddenImports(file);
  if (PURE.some((folder) => path.startsWith(`${folder}/`))) {
    const touched = new Set(removeComments(text).match(IMPURE));
    violations.push(...[...touched].map((word) => `${path} uses ${word}`));
  }
  if (/\/(?:index|mod)\.ts$/.test(path)) violations.push(`${path} is a barrel`);
  const lines = text.split("\n").length - 1;
  if (lines > MAX_LINES && !TABLES.includes(path)) {
    violations.push(`${path} has ${lines} lines`);
  }
  return violations;
}

/** What a file imports from another of the project; no names: its effect. */
const IMPORT =
  /^(?:import|export) (?!type\b)(?:(?<names>[^;"]*?)from )?"(?<file>\.[^"]+)"/gm;
/** What is imported as a type, and the signs around it. */
const TYPES = /\btype \w+(?: as \w+)?|[{},\s]/g;

/** Gives the files that a file imports for more than their types. */
function findImports({ path, text }: SourceFile): string[] {
  const imports = [...removeComments(text).matchAll(IMPORT)];
  return imports.map(({ groups }) => groups!)
    .filter(({ names }) => names?.replace(TYPES, "") !== "")
    .map(({ file = "" }) =>
      new URL(file, new URL(path, "file:///")).pathname.slice(1)
    );
}

/** Finds files that import themselves through others; gives the way round. */
function findCircles(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, findImports(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]) => {
    const start = way.indexOf(path);
    if (start >= 0) circles.push([...way.slice(start), path].join(" -> "));
    if (start >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return circles;
}

Deno.test("no product file imports itself through others", () => {
  assertEquals(findCircles(listProductFiles()), []);
});

Deno.test("findCircles() finds a circle of imports, but not of types", async (t) => {
  const rows = [
    { name: "a name", line: 'import { b } from "./b.ts";', isFound: true },
    { name: "all", line: 'import * as b from "./b.ts";', isFound: true },
    { name: "an effect", line: 'import "./b.ts";', isFound: true },
    { name: "an export", line: 'export * from "./b.ts";', isFound: true },
    {
      name: "a name and a type",
      line: 'import { type A, b } from "./b.ts";',
      isFound: true,
    },
    {
      name: "names on lines of their own",
      line: 'import {\n  b,\n  type C,\n} from "./b.ts";',
      isFound: true,
    },
    { name: "a type", line: 'import type { B } from "./b.ts";' },
    { name: "types", line: 'import { type A, type B } from "./b.ts";' },
    { name: "a comment", line: '// import { b } from "./b.ts";' },
  ];
  for (const { name, line, isFound = false } of rows) {
    await t.step(name, () => {
      const circles = findCircles([
        { path: "server/a.ts", text: `${line}\n` },
        { path: "server/b.ts", text: 'import { a } from "./a.ts";\n' },
      ]);

      const want = ["server/a.ts -> server/b.ts -> server/a.ts"];
      assertEquals(circles, isFound ? want : []);
    });
  }
});

Deno.test("product files keep to the layout", () => {
  const violations = listProductFiles().flatMap(findViolations);

  assertEquals(violations, []);
});

Deno.test("findViolations() finds what breaks the layout", async (t) => {
  const cases = [
    {
      name: "a server file that imports the client",
      path: "server/handlers/x.ts",
      text: 'import { view } from "../../client/view.ts";\n',
      want: ["server/handlers/x.ts imports ../../client/view.ts"],
    },
    {
      name: "a client file that imports the server, late",
      path: "client/x.ts",
      text: 'const server = await import("../server/server.ts");\n',
      want: ["client/x.ts imports ../server/server.ts"],
    },
    {
      name: "a server file that imports main.ts for its effect",
      path: "server/x.ts",
      text: 'import "../main.ts";\n',
      want: ["server/x.ts imports ../main.ts"],
    },
    {
      name: "a protocol file that re-exports from the server",
      path: "protocol/x.ts",
      text: 'export * from "../server/x.ts";\n',
      want: ["protocol/x.ts imports ../server/x.ts"],
    },
    {
      name: "a client file that imports what is shown",
      path: "client/settings.ts",
      text: 'import { nickStyle } from "./ui/nick_style.ts";\n',
      want: ["client/settings.ts imports ./ui/nick_style.ts"],
    },
    {
      name: "a file of the store that imports what makes use of it",
      path: "server/history/sqlite_x.ts",
      text: 'import type { Channel } from "../channel.ts";\n',
      want: ["server/history/sqlite_x.ts imports ../channel.ts"],
    },
    {
      name: "a protocol file that imports a package",
      path: "protocol/x.ts",
      text: 'import width from "string-width";\n',
      want: ["protocol/x.ts imports string-width"],
    },
    {
      name: "a protocol file that touches the world",
      path: "protocol/x.ts",
      text: "setTimeout(() => Deno.exit(Date.now()), Math.random());\n",
      want: ["setTimeout", "Deno.", "Date.now", "Math.random"]
        .map((word) => `protocol/x.ts uses ${word}`),
    },
    {
      name: "a barrel",
      path: "client/terminal/mod.ts",
      text: 'export * from "./view.ts";\n',
      want: ["client/terminal/mod.ts is a barrel"],
    },
    {
      name: "a long file",
      path: "main.ts",
      text: "\n".repeat(401),
      want: ["main.ts has 401 lines"],
    },
    {
      name: "nothing in a file that keeps to it",
      path: "server/handlers/x.ts",
      text: 'import { delay } from "@std/async/delay";\n' +
        'import { parse } from "../../protocol/message.ts";\n' +
        'import { Hub } from "../hub.ts";\nDeno.exit();\n',
      want: [],
    },
    {
      name: "nothing in comments",
      path: "protocol/x.ts",
      text:
        '/**\n * import { x } from "../server/x.ts";\n */\n// Deno.exit()\n',
      want: [],
    },
  ];
  for (const { name, path, text, want } of cases) {
    await t.step(name, () => {
      assertEquals(findViolations({ path, text }), want);
    });
  }
});
