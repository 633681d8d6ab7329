import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { OperLogins } from "../../server/oper_logins.ts";
import { type Oper, readOpers } from "../../server/opers.ts";

const HASH = `$scrypt$ln=1,r=1,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

Deno.test("readOpers() reads names and passwords", async (t) => {
  const ann: Oper = { name: "ann", password: "x" };
  const rows: {
    name: string;
    flag: string | string[] | undefined;
    want: Oper[];
  }[] = [
    { name: "none", flag: undefined, want: [] },
    { name: "none from the environment", flag: " ", want: [] },
    { name: "one flag", flag: ["ann:x"], want: [ann] },
    {
      name: "several flags",
      flag: ["ann:x", "bob:y"],
      want: [ann, { name: "bob", password: "y" }],
    },
    {
      name: "one from the environment",
      flag: "ann:x",
      want: [ann],
    },
    {
      name: "several from the environment",
      flag: " ann:x  bob:y\ncleo:z ",
      want: [
        ann,
        { name: "bob", password: "y" },
        { name: "cleo", password: "z" },
      ],
    },
    {
      name: "a password with colons",
      flag: ["ann::x:y"],
      want: [{ name: "ann", password: ":x:y" }],
    },
    {
      name: "a password with spaces",
      flag: ["ann:open sesame "],
      want: [{ name: "ann", password: "open sesame " }],
    },
    {
      name: "names in two cases",
      flag: ["ann:x", "Ann:x"],
      want: [ann, { name: "Ann", password: "x" }],
    },
    {
      name: "a hash",
      flag: `ann:${HASH}`,
      want: [{ name: "ann", password: HASH }],
    },
    {
      name: "as much as OPER can say",
      flag: [`ann:${"é".repeat(250)}`],
      want: [{ name: "ann", password: "é".repeat(250) }],
    },
  ];
  for (const { name, flag, want } of rows) {
    await t.step(name, () => assertEquals(readOpers(flag), want));
  }
});

Deno.test("readOpers() refuses the rest with a sentence that tells no password", async (t) => {
  const none = "it is not name:password";
  const unsaid = "OPER cannot say its password: it takes one line";
  const rows: { name: string; flag: string | string[]; want: string }[] = [
    { name: "an empty flag", flag: [""], want: none },
    { name: "no colon", flag: ["s3cret"], want: none },
    { name: "no name", flag: [":s3cret"], want: none },
    { name: "a name with a space", flag: ["a b:s3cret"], want: none },
    { name: "no password", flag: ["ann:"], want: none },
    { name: "a line break", flag: ["ann:s3c\nret"], want: unsaid },
    { name: "a NUL", flag: ["ann:s3c\0ret"], want: unsaid },
    { name: "too long", flag: [`ann:${"é".repeat(251)}`], want: unsaid },
    {
      name: "a hash that a shell ate",
      flag: ["ann:$scrypt$=15,r=8,p=1"],
      want: "its hash is not what chat hash printed: quote it with '",
    },
  ];
  for (const { name, flag, want } of rows) {
    await t.step(name, () => {
      const error = assertThrows(() => readOpers(flag), RangeError);

      assertEquals(error.message, `Cannot use --oper number 1 as ${want}`);
    });
  }
  await t.step("a name that is there already", () => {
    const error = assertThrows(
      () => readOpers(["ann:x", "bob:y", "ann:z"]),
      RangeError,
    );

    assertEquals(
      error.message,
      'Cannot use --oper number 3 as "ann" is there already',
    );
  });
});

Deno.test("OperLogins.check() works nothing out for who is gone", async () => {
  const logins = new OperLogins([{ name: "ann", password: "x" }]);
  const login = { name: "ann", password: "x", address: "a" };
  let isHere = true;
  const isWanted = () => isHere;

  const first = logins.check({ ...login, isWanted });
  assertEquals(await first, true);
  const second = logins.check({ ...login, isWanted });
  isHere = false;
  assertEquals(await second, false);
});

Deno.test("OperLogins.check() makes checks one after the other", async () => {
  const logins = new OperLogins([{ name: "ann", password: HASH }]);
  const done: number[] = [];
  const check = async (number: number, password: string) => {
    const isWanted = () => {
      assertEquals(done, Array.from({ length: number }, (_, index) => index));
      return true;
    };
    const address = `192.0.2.${number}`;
    await logins.check({ name: "ann", password, address, isWanted });
    done.push(number);
  };

  await Promise.all([check(0, "x"), check(1, "y"), check(2, "z")]);

  assertEquals(done, [0, 1, 2]);
});

Deno.test("OperLogins.check() keeps who asks for an unknown name as long as others", async () => {
  const logins = new OperLogins([
    { name: "bob", password: "plain" },
    { name: "ann", password: HASH },
  ]);
  const done: string[] = [];
  const check = async (name: string, address: string) => {
    const login = { name, password: "x", address, isWanted: () => true };
    assertEquals(await logins.check(login), false);
    done.push(name);
  };

  await Promise.all([check("ann", "a"), check("nobody", "b")]);

  // Not answered before the one in front of it is.
  assertEquals(done, ["ann", "nobody"]);
});

Deno.test("OperLogins.check() lets no address, and no crowd, keep others waiting", async () => {
  const logins = new OperLogins([{ name: "ann", password: HASH }]);
  let worked = 0;
  const isWanted = () => ++worked > 0;
  const check = (address: string) =>
    logins.check({ name: "ann", password: "x", address, isWanted });

  const one = Array.from({ length: 5 }, () => check("a"));
  const crowd = Array.from({ length: 50 }, (_, index) => check(`b${index}`));
  await Promise.all([...one, ...crowd]);

  assertEquals(worked, 16);
  await check("a");
  assertEquals(worked, 17);
});

Deno.test("readOpers() refuses a hash that the shell took apart", async (t) => {
  // "$scrypt", "$ln" and "$salt..." are variables between double quotes.
  for (const password of ["=15,r=8,p=1", "=15,r=8,p=1+A/qqpQ26U"]) {
    await t.step(password, () => {
      assertThrows(
        () => readOpers([`ann:${password}`]),
        RangeError,
        "Cannot use --oper number 1 as the shell took its hash apart: quote it with '",
      );
    });
  }
});
