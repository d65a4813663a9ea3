/** Generated values, which stay what they are until their inputs change. Source: Pulumi Registry, "random". */
import type { Models } from "./types.ts";

const IMMUTABLE = [
  "length",
  "byteLength",
  "keepers",
  "lower",
  "upper",
  "numeric",
  "special",
  "overrideSpecial",
  "prefix",
];

export const RANDOM: Models = Object.fromEntries(
  ["randomPassword:RandomPassword", "randomString:RandomString", "randomId:RandomId", "randomUuid:RandomUuid"].map(
    (type) => [`random:index/${type}`, { immutable: IMMUTABLE }],
  ),
);
