import { assertEquals } from "@std/assert/equals";
import { kept, NOON, said, SessionPastRig } from "./session_past_rig.ts";

Deno.test("/search shows numbered results, and more of them", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  for (let n = 0; n < 21; n++) {
    rig.link.found.push(kept(said(`${n}`, -n, { text: `lunch ${n}` })));
  }
  assertEquals(await rig.type("/search lunch"), ["search lunch * 20"]);
  const printed = rig.terminal.takePrinted();
  assertEquals(printed.length, 22);
  assertEquals(printed.slice(0, 2), [
    "── search: lunch ──",
    " 1 2026-01-15 12:00 #a bob: lunch 0",
  ]);
  assertEquals(printed.slice(-2), [
    "20 2026-01-15 11:41 #a bob: lunch 19",
    "/search n shows what was said around one, /search finds more",
  ]);
  assertEquals(await rig.type("/search"), ["search lunch 19 20"]);
  assertEquals(rig.terminal.takePrinted(), [
    "── search: lunch ──",
    "21 2026-01-15 11:40 #a bob: lunch 20",
    "/search n shows what was said around one; these were all",
  ]);
  assertEquals(await rig.type("/search"), []);

  assertEquals(rig.terminal.takePrinted(), ["No more was found for lunch"]);
  await rig.close();
});

Deno.test("/search names where it was said, and to whom", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const { channel: _, ...direct } = said("1", 0, { to: "ann", text: "psst" });
  rig.link.found.push(
    kept(direct, "bob"),
    kept({ ...direct, from: "ann", to: "bob", own: true }, "bob"),
    kept(said("3", 0, { type: "action", text: "waves" })),
  );
  await rig.type("/search from:bob");

  assertEquals(rig.terminal.takePrinted().slice(1, 4), [
    "1 2026-01-15 12:00 private bob: psst",
    "2 2026-01-15 12:00 to bob ann: psst",
    "3 2026-01-15 12:00 #a * bob waves",
  ]);
  await rig.close();
});

Deno.test("/search n shows what was said around a result", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const inB = { channel: "#b", to: "#b" };
  for (let n = 0; n < 30; n++) {
    rig.link.kept.push(kept(said(`${n}`, n - 60, inB), "#b"));
  }
  rig.link.found.push(rig.link.kept[15]!);
  await rig.type("/search text");
  rig.terminal.takePrinted();
  assertEquals(await rig.type("/search 1"), ["history #b around 15 21"]);
  const printed = rig.terminal.takePrinted();

  assertEquals(printed.length, 23);
  assertEquals(printed[0], "── around this in #b ──");
  assertEquals(printed[11], "HH:MM bob: text 15");
  assertEquals(printed.at(-1), "── now ──");
  await rig.close();
});

Deno.test("/search with a number that is no result searches for it", async () => {
  const rig = new SessionPastRig();
  await rig.join();

  assertEquals(await rig.type("/search 42"), ["search 42 * 20"]);
  assertEquals(rig.terminal.takePrinted(), ["Nothing was found for 42"]);
  await rig.close();
});

Deno.test("/search says what is wrong", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.type("/search");
  rig.link.answered = Promise.reject(new RangeError("Cannot search as no"));
  await rig.type("/search x");
  rig.link.answered = new Promise(() => {});
  await rig.type("/search x", "/search y");

  assertEquals(rig.terminal.takePrinted(), [
    "Cannot show more as nothing was searched for: /search words",
    "Cannot search as no",
    "Cannot search as the server has not answered yet: wait for it",
  ]);
  await rig.close();
});

Deno.test("/search passes over pages of whom one ignores", async () => {
  const rig = new SessionPastRig({ ignored: ["bob"] });
  await rig.join();
  for (let n = 0; n < 40; n++) rig.link.found.push(kept(said(`${n}`, -n)));
  rig.link.found.push(kept(said("40", -40, { from: "eve" })));

  assertEquals(await rig.type("/search text"), [
    "search text * 20",
    "search text 19 20",
    "search text 39 20",
  ]);
  assertEquals(rig.terminal.takePrinted().slice(1), [
    "1 2026-01-15 11:20 #a eve: text 40",
    "/search n shows what was said around one; these were all",
  ]);
  await rig.close();
});

Deno.test("/search shows nothing of whom one ignores", async () => {
  const rig = new SessionPastRig({ ignored: ["bob"] });
  await rig.join();
  rig.link.found.push(
    kept(said("1", 0)),
    kept(said("2", 0, { from: "eve", time: NOON - 1 })),
  );
  await rig.type("/search text");

  assertEquals(rig.terminal.takePrinted(), [
    "── search: text ──",
    "1 2026-01-15 11:59 #a eve: text 2",
    "/search n shows what was said around one; these were all",
  ]);
  await rig.close();
});
