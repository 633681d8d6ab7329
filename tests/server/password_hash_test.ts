import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { assertNotEquals } from "@std/assert/not-equals";
import {
  checkPasswordHash,
  hashPassword,
  isPasswordHash,
  verifyPassword,
} from "../../server/password_hash.ts";

Deno.test("hashPassword() makes a hash that only its password fits", async () => {
  const hash = await hashPassword("open sesame");

  assertMatch(
    hash,
    /^\$scrypt\$ln=15,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  );
  assertEquals(checkPasswordHash(hash), true);
  assertEquals(await verifyPassword("open sesame", hash), true);
  for (const wrong of ["Open sesame", "open sesame ", "", hash]) {
    assertEquals(await verifyPassword(wrong, hash), false);
  }
});

Deno.test("hashPassword() salts: the same password has another hash", async () => {
  assertNotEquals(await hashPassword("x"), await hashPassword("x"));
});

Deno.test("verifyPassword() derives keys as RFC 7914 says", async () => {
  // "pleaseletmein", "SodiumChloride", N=16384, r=8, p=1 (RFC 7914, 12).
  const salt = btoa("SodiumChloride").replaceAll("=", "");
  const hash = `$scrypt$ln=14,r=8,p=1$${salt}$cCO9yzr9c0hGHAbNgf046/2o+7qQT44` +
    "+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw";
  assertEquals(await verifyPassword("pleaseletmein", hash), true);
  assertEquals(await verifyPassword("pleaseletmeout", hash), false);
});

Deno.test("verifyPassword() compares what is no hash as it is", async () => {
  assertEquals(await verifyPassword("s3cret", "s3cret"), true);
  assertEquals(await verifyPassword("S3cret", "s3cret"), false);
  assertEquals(await verifyPassword("s3cret ", "s3cret"), false);
  assertEquals(await verifyPassword("", "s3cret"), false);
});

Deno.test("checkPasswordHash() refuses what is badly made, or too costly", async (t) => {
  const salt = "A".repeat(22);
  const key = "A".repeat(43);
  const rows = [
    { hash: `$scrypt$ln=15,r=8,p=1$${salt}$${key}`, want: true },
    { hash: `$scrypt$ln=1,r=1,p=1$${"A".repeat(11)}$${key}`, want: true },
    { hash: `$scrypt$ln=18,r=8,p=16$${salt}$${key}`, want: true },
    { hash: `$scrypt$ln=19,r=8,p=1$${salt}$${key}`, want: false },
    { hash: `$scrypt$ln=15,r=99,p=1$${salt}$${key}`, want: false },
    { hash: `$scrypt$ln=15,r=8,p=17$${salt}$${key}`, want: false },
    { hash: `$scrypt$ln=0,r=8,p=1$${salt}$${key}`, want: false },
    { hash: `$scrypt$ln=15,r=8$${salt}$${key}`, want: false },
    { hash: `$scrypt$ln=15,r=8,p=1$${salt}$`, want: false },
    { hash: `$scrypt$ln=15,r=8,p=1$${"A".repeat(10)}$${key}`, want: false },
    { hash: `$scrypt$ln=15,r=8,p=1$${salt}$${key.slice(22)}`, want: false },
    { hash: `$scrypt$ln=15,r=8,p=1$${salt}$${key}=`, want: false },
    { hash: `$scrypt$ln=15,r=8,p=1$${salt}$${key}\n`, want: false },
    { hash: "$scrypt$", want: false },
  ];
  for (const { hash, want } of rows) {
    await t.step(hash, async () => {
      assertEquals(isPasswordHash(hash), true);
      assertEquals(checkPasswordHash(hash), want);
      if (!want) assertEquals(await verifyPassword("x", hash), false);
    });
  }
});

Deno.test("verifyPassword() takes a letter for itself, however it was typed", async () => {
  const composed = "caf\u00e9";
  const decomposed = "cafe\u0301";

  for (const known of [composed, await hashPassword(composed)]) {
    assertEquals(await verifyPassword(decomposed, known), true);
  }
  const hash = await hashPassword(decomposed);
  assertEquals(await verifyPassword(composed, hash), true);
});
