import { createHash } from "node:crypto";

/** The first `length` hexadecimal digits of a hash: an id that looks like AWS's and is the same in every run. */
export function hex(seed: string, length: number): string {
  return createHash("sha256").update(seed).digest("hex").slice(0, length);
}

/** A UUID made the same way. */
export function uuid(seed: string): string {
  const digits = hex(seed, 32);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    "-",
  );
}
