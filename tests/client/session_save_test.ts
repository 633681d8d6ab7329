import { assertEquals } from "@std/assert/equals";
import { FakeSaveFiles } from "../fakes/fake_save_files.ts";
import {
  kept,
  MINUTE_MS,
  NOON,
  said,
  SessionPastRig,
} from "./session_past_rig.ts";

Deno.test("/save writes all that the server has, as text", async () => {
  const files = new FakeSaveFiles();
  const rig = new SessionPastRig(undefined, files);
  rig.link.kept.push(
    kept(said("1", 0, { text: "one\n  two\x1b[2J", edited: true })),
    kept({
      type: "join",
      time: NOON,
      from: "eve",
      channel: "#a",
      own: false,
      msgid: "2",
    }),
    kept(said("3", 1, { from: "eve", type: "action", text: "waves" })),
    kept(said("4", 2, { from: "ann", own: true, replyTo: "1", text: "hi" })),
  );
  await rig.join();
  await rig.type("/save a.txt");

  assertEquals(rig.terminal.takePrinted(), [
    "Saved 7 lines of #a to /full/a.txt",
  ]);
  assertEquals(
    files.texts.get("a.txt"),
    [
      "2026-01-15 12:00:00 bob (edited):",
      "                    │ one",
      "                    │   two␛[2J",
      "2026-01-15 12:00:00 eve joined #a",
      "2026-01-15 12:01:00 * eve waves",
      "                    > bob: one two␛[2J",
      "2026-01-15 12:02:00 ann: hi",
      "",
    ].join("\n"),
  );
  await rig.close();
});

Deno.test("/save writes JSON lines, page by page", async (t) => {
  for (const name of ["a.json", "a.JSONL"]) {
    await t.step(name, async () => {
      const files = new FakeSaveFiles();
      const rig = new SessionPastRig(undefined, files);
      for (let n = 0; n < 1_200; n++) {
        rig.link.kept.push(kept(said(`${n}`, n)));
      }
      await rig.join();
      const asked = await rig.type(`/save ${name}`);

      assertEquals(asked, [
        "history #a after 0 500",
        "history #a after 499 500",
        "history #a after 999 500",
      ]);
      assertEquals(rig.terminal.takePrinted(), [
        "Saving #a …",
        `Saved 1200 lines of #a to /full/${name}`,
      ]);
      const lines = (files.texts.get(name) ?? "").trimEnd().split("\n")
        .map((line) => JSON.parse(line));
      assertEquals(lines.length, 1_200);
      assertEquals(
        lines.map(({ id }) => id),
        lines.map((_, index) => `${index}`),
      );
      assertEquals(lines[7], {
        type: "message",
        time: new Date(NOON + 7 * MINUTE_MS).toISOString(),
        from: "bob",
        channel: "#a",
        to: "#a",
        text: "text 7",
        own: false,
        id: "7",
      });
      await rig.close();
    });
  }
});

Deno.test("/save writes what was shown where the server keeps nothing", async () => {
  const files = new FakeSaveFiles();
  const rig = new SessionPastRig(undefined, files);
  rig.link.capabilities.clear();
  await rig.join();
  await rig.hear(
    said("1", 1),
    { type: "join", time: NOON, from: "eve", channel: "#a", own: false },
    said("2", 2),
  );
  await rig.type("/save a.txt");

  assertEquals(
    files.texts.get("a.txt"),
    "2026-01-15 12:00:00 You are in #a\n" +
      "2026-01-15 12:01:00 bob: text 1\n" +
      "2026-01-15 12:00:00 eve joined #a\n" +
      "2026-01-15 12:02:00 bob: text 2\n",
  );
  await rig.close();
});

Deno.test("/save says what it could not remember", async () => {
  const files = new FakeSaveFiles();
  const rig = new SessionPastRig(undefined, files);
  rig.link.capabilities.clear();
  await rig.join();
  const big = "x".repeat(400_000);
  for (const id of ["1", "2", "3"]) await rig.hear(said(id, 1, { text: big }));
  await rig.type("/save a.txt");

  assertEquals(rig.terminal.takePrinted(), [
    "Saved 2 lines of #a to /full/a.txt; 2 older ones were too many to remember",
  ]);
  await rig.close();
});

Deno.test("/save leaves no half of a file behind", async (t) => {
  await t.step("when the server says no more", async () => {
    const files = new FakeSaveFiles();
    const rig = new SessionPastRig(undefined, files);
    await rig.join();
    rig.link.answered = Promise.reject(new RangeError("Cannot read as no"));
    await rig.type("/save a.txt");

    assertEquals(rig.terminal.takePrinted(), ["Cannot read as no"]);
    assertEquals(files.texts.size, 0);
    await rig.close();
  });
  await t.step("when the disk is full", async () => {
    const files = new FakeSaveFiles();
    const rig = new SessionPastRig(undefined, files);
    await rig.join();
    rig.link.kept.push(kept(said("1", 0)));
    files.failure = new RangeError("Cannot save to a.txt as the disk is full");
    await rig.type("/save a.txt");

    assertEquals(rig.terminal.takePrinted(), [files.failure.message]);
    assertEquals(files.texts.size, 0);
    await rig.close();
  });
  await t.step("when one leaves meanwhile", async () => {
    const files = new FakeSaveFiles();
    const rig = new SessionPastRig(undefined, files);
    await rig.join();
    rig.link.answered = new Promise(() => {});
    await rig.type("/save a.txt", "/save b.txt");
    assertEquals(rig.terminal.takePrinted(), [
      "Cannot save to b.txt as another buffer is being saved: wait for that",
    ]);
    assertEquals([...files.texts.keys()], ["a.txt"]);
    await rig.close();

    assertEquals(files.texts.size, 0);
  });
});

Deno.test("/save says so where there are no files", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.type("/save a.txt");

  assertEquals(rig.terminal.takePrinted(), [
    "Cannot save to a.txt as files are out of reach here",
  ]);
  await rig.close();
});

Deno.test("/save goes on by the time where the server knows no ids", async () => {
  const files = new FakeSaveFiles();
  const rig = new SessionPastRig(undefined, files);
  rig.link.state.historyRefs = ["timestamp"];
  for (let n = 0; n < 501; n++) rig.link.kept.push(kept(said(`${n}`, n)));
  await rig.join();

  assertEquals(await rig.type("/save a.txt"), [
    "history #a after 0 500",
    `history #a after ${NOON + 499 * MINUTE_MS} 500`,
  ]);
  assertEquals(files.texts.get("a.txt")?.split("\n").length, 502);
  await rig.close();
});
