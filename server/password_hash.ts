import { Buffer } from "node:buffer";
import {
  createHash,
  randomBytes,
  scrypt,
  type ScryptOptions,
  timingSafeEqual,
} from "node:crypto";

/** The cost of a new hash: 32 MiB, about a tenth of a second. */
const NEW_COST: Cost = { ln: 15, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Of memory that a hash may ask for. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;
const MAX_PARALLEL = 16;

/** The parameters of scrypt (RFC 7914): `ln` is the binary logarithm of N. */
interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

interface Parsed extends Cost {
  readonly salt: Buffer;
  readonly key: Buffer;
}

const PREFIX = "$scrypt$";
const FORMAT =
  /^\$scrypt\$ln=([1-9]\d?),r=([1-9]\d?),p=([1-9]\d?)\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Whether a text means to be a hash, well made or not. */
export function isPasswordHash(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Whether a hash is well made, and asks for no more than can be given. */
export function checkPasswordHash(hash: string): boolean {
  return parse(hash) !== undefined;
}

/**
 * Makes the hash of a password, with a salt of its own: a string of the PHC
 * format, `$scrypt$ln=15,r=8,p=1$salt$key`.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(normalize(password), salt, KEY_BYTES, NEW_COST);
  const { ln, r, p } = NEW_COST;
  return `${PREFIX}ln=${ln},r=${r},p=${p}$${encode(salt)}$${encode(key)}`;
}

/**
 * Whether a password is the one that is known, itself or by its hash. Takes as
 * long for one that is nearly right as for any other, and off this thread.
 */
export async function verifyPassword(
  password: string,
  known: string,
): Promise<boolean> {
  if (!isPasswordHash(known)) {
    return timingSafeEqual(digest(password), digest(known));
  }
  const parsed = parse(known);
  if (parsed === undefined) return false;
  const { salt, key } = parsed;
  return timingSafeEqual(
    await derive(normalize(password), salt, key.length, parsed),
    key,
  );
}

function parse(hash: string): Parsed | undefined {
  const match = FORMAT.exec(hash);
  if (match === null) return undefined;
  const [ln, r, p] = match.slice(1, 4).map(Number) as [number, number, number];
  const [salt, key] = match.slice(4).map((text) =>
    Buffer.from(text, "base64")
  ) as [Buffer, Buffer];
  const isCostly = 128 * 2 ** ln * r > MAX_MEMORY_BYTES || p > MAX_PARALLEL;
  return isCostly ? undefined : { ln, r, p, salt, key };
}

function derive(
  password: string,
  salt: Buffer,
  bytes: number,
  { ln, r, p }: Cost,
): Promise<Buffer> {
  const options: ScryptOptions = {
    N: 2 ** ln,
    r,
    p,
    maxmem: 2 * MAX_MEMORY_BYTES,
  };
  return new Promise((resolve, reject) =>
    scrypt(password, salt, bytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    })
  );
}

function digest(text: string): Buffer {
  return createHash("sha256").update(normalize(text)).digest();
}

/** Whatever the keyboard: an é is one character on some, two on others. */
function normalize(password: string): string {
  return password.normalize("NFC");
}

/** Base64 without padding, as the PHC format has it. */
function encode(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
