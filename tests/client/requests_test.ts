import { assertEquals } from "@std/assert/equals";
import { type Answer, Requests } from "../../client/requests.ts";
import { formatMessage, parseMessage } from "../../protocol/message.ts";
import { FakeClock } from "../fakes/fake_clock.ts";

const HISTORY = {
  command: "CHATHISTORY",
  params: ["LATEST", "#A", "*", "5"],
  type: "chathistory",
  target: "#A",
};
const SEARCH = {
  command: "SEARCH",
  params: ["5", "*", "x"],
  type: "chat/search",
};

/** Requests of which the answers are noted. */
function open(isLabelled: boolean): {
  requests: Requests;
  sent: string[];
  answers: string[];
  clock: FakeClock;
} {
  const sent: string[] = [];
  const answers: string[] = [];
  const clock = new FakeClock();
  const requests = new Requests({
    clock,
    send: (message) => void sent.push(formatMessage(message)),
    isLabelled,
    progress: () => 0,
  });
  const note = (name: string) => (answer: Answer) => {
    const { refusal } = answer;
    answers.push(
      `${name}: ${refusal ? refusal.code : answer.messages.length}`,
    );
  };
  requests.ask(HISTORY, note("history"));
  requests.ask(SEARCH, note("search"));
  return { requests, sent, answers, clock };
}

Deno.test("Requests.apply() knows answers by their labels", async (t) => {
  const cases = [
    { line: "@label=q1 FAIL CHATHISTORY X :no", want: ["history: X"] },
    { line: "@label=q2 461 ann SEARCH :no", want: ["search: 461"] },
    { line: "@label=q2 ACK", want: ["search: 0"] },
    { line: "FAIL SEARCH X :no", want: [] },
    { line: "@label=q1 NOTE CHATHISTORY X :by the way", want: [] },
    { line: "@label=m1 FAIL PRIVMSG X :no", want: [] },
  ];
  for (const { line, want } of cases) {
    await t.step(line, () => {
      const { requests, sent, answers } = open(true);

      assertEquals(sent[0], "@label=q1 CHATHISTORY LATEST #A * 5");
      assertEquals(requests.apply(parseMessage(line)), want.length > 0);
      assertEquals(answers, want);
    });
  }
});

Deno.test("Requests.apply() knows answers without labels by their commands", async (t) => {
  const cases = [
    { line: "FAIL CHATHISTORY X :no", want: ["history: X"] },
    { line: "421 ann SEARCH :Unknown command", want: ["search: 421"] },
    { line: "FAIL PRIVMSG X :no", want: [] },
    { line: "404 ann #a :no", want: [] },
    { line: ":bob PRIVMSG ann :SEARCH", want: [] },
  ];
  for (const { line, want } of cases) {
    await t.step(line, () => {
      const { requests, sent, answers } = open(false);

      assertEquals(sent[0], "CHATHISTORY LATEST #A * 5");
      assertEquals(requests.apply(parseMessage(line)), want.length > 0);
      assertEquals(answers, want);
    });
  }
});

Deno.test("Requests.applyBatch() takes what was asked for", async (t) => {
  const cases = [
    { isLabelled: true, type: "chathistory", label: "q1", want: "history: 0" },
    { isLabelled: true, type: "chathistory", target: "#a" },
    {
      isLabelled: false,
      type: "chathistory",
      target: "#a",
      want: "history: 0",
    },
    { isLabelled: false, type: "chathistory", target: "", want: "history: 0" },
    { isLabelled: false, type: "chathistory", target: "#b" },
    { isLabelled: false, type: "chat/search", target: "0", want: "search: 0" },
  ];
  for (const { isLabelled, type, target = "#A", label, want } of cases) {
    await t.step(`${isLabelled} ${type} ${target} ${label}`, () => {
      const { requests, answers } = open(isLabelled);
      const isTaken = requests.applyBatch({
        type,
        target,
        messages: [],
        ...(label !== undefined && { label }),
      });

      assertEquals(isTaken, want !== undefined);
      assertEquals(answers, want === undefined ? [] : [want]);
    });
  }
});

Deno.test("Requests gives up after a while, and heeds nothing that comes then", async () => {
  const { requests, answers, clock } = open(true);
  await clock.advance(20_000);
  const late = { type: "chathistory", target: "#A", messages: [] };

  assertEquals(answers, ["history: TIMEOUT", "search: TIMEOUT"]);
  assertEquals(requests.applyBatch({ ...late, label: "q1" }), true);
  assertEquals(requests.apply(parseMessage("@label=q2 ACK")), true);
  assertEquals(answers.length, 2);
});

Deno.test("Requests.end() leaves nothing open, now or later", () => {
  const { requests, answers, clock, sent } = open(true);
  requests.end();
  requests.ask(SEARCH, ({ refusal }) => answers.push(`late: ${refusal?.code}`));

  assertEquals(answers, ["history: LOST", "search: LOST", "late: LOST"]);
  assertEquals(clock.timerCount, 0);
  assertEquals(sent.length, 2);
});
