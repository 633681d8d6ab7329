import { assertEquals } from "@std/assert/equals";
import { isSecretInput } from "../../client/secret_input.ts";

const CONTEXT = {
  aliases: { su: "/oper root", id: "/msg NickServ", hi: "/me says hi" },
};

Deno.test("isSecretInput() tells what may hold a password", async (t) => {
  const cases: readonly { readonly line: string; readonly want: boolean }[] = [
    { line: "/oper ann s3cret", want: true },
    { line: "/OPER ann s3cret", want: true },
    { line: "/ oper root s3cret", want: true },
    { line: " /oper root s3cret", want: true },
    { line: "/su s3cret", want: true },
    { line: "/id regain ann s3cret", want: true },
    { line: "/hi", want: false },
    { line: "/raw PING x", want: true },
    { line: "/quote PASS s3cret", want: true },
    { line: "/pass s3cret", want: true },
    { line: "/opr root s3cret", want: true },
    { line: "/msg NickServ regain ann s3cret", want: true },
    { line: "/m Q@CServe.quakenet.org AUTH ann s3cret", want: true },
    { line: "/notice nickserv x", want: true },
    { line: "/join #a s3cret", want: true },
    { line: "/mode +k s3cret", want: true },
    { line: "/mode k s3cret", want: true },
    { line: "/mode #a +mk s3cret", want: true },
    { line: "/mode +m +k s3cret", want: true },
    { line: "/alias up /oper root s3cret", want: true },
    { line: "the password is s3cret", want: true },
    { line: "/join #a", want: false },
    { line: "/mode #kitchen +o kim", want: false },
    { line: "/alias hi /me says hi", want: false },
    { line: "/msg bob hi", want: false },
    { line: "//oper is a command", want: false },
    { line: "hello", want: false },
  ];
  for (const { line, want } of cases) {
    await t.step(line, () => {
      assertEquals(isSecretInput(line, CONTEXT), want);
    });
  }
});

Deno.test("isSecretInput() takes all for secret that is said to a service", () => {
  assertEquals(isSecretInput("x", { ...CONTEXT, current: "NickServ" }), true);
  assertEquals(isSecretInput("x", { ...CONTEXT, current: "bob" }), false);
  const lastSender = "NickServ";
  assertEquals(isSecretInput("/r x", { ...CONTEXT, lastSender }), true);
  assertEquals(isSecretInput("/r x", { ...CONTEXT, lastSender: "bob" }), false);
});
