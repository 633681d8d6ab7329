import { assertEquals } from "@std/assert/equals";
import config from "../../deno.json" with { type: "json" };
import importMap from "../../npm/import_map.json" with { type: "json" };
import manifest from "../../package.json" with { type: "json" };

Deno.test("the import maps of both doors list the same modules", () => {
  assertEquals(Object.keys(importMap.imports), Object.keys(config.imports));
});

Deno.test("the import maps of both doors list npm packages alike", () => {
  const npm = Object.entries(config.imports)
    .filter(([, target]) => target.startsWith("npm:"));

  const found = npm.map(([name]) => [
    name,
    (importMap.imports as Record<string, string>)[name],
  ]);

  assertEquals(found, npm);
});

Deno.test("the modules of npm/std agree on the version of deno-std", () => {
  const folder = new URL("../../npm/std/", import.meta.url);
  const versions = [...Deno.readDirSync(folder)].flatMap(({ name }) => {
    const text = Deno.readTextFileSync(new URL(name, folder));
    return text.match(/npm:deno-std@[\d.]+/) ?? [`none in ${name}`];
  });

  assertEquals([...new Set(versions)].length, 1, versions.join());
});

Deno.test("package.json and deno.json name the same version", () => {
  assertEquals(manifest.version, config.version);
});
