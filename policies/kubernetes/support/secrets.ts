/** Words that name a secret, in sequence, as a variable's name has them: DB_PASSWORD, apiKey, spring.datasource.password. */
const SECRET_WORDS: readonly (readonly string[])[] = [
  ["password"],
  ["passwd"],
  ["passphrase"],
  ["pwd"],
  ["secret"],
  ["secrets"],
  ["token"],
  ["credential"],
  ["credentials"],
  ["apikey"],
  ["api", "key"],
  ["access", "key"],
  ["account", "key"],
  ["auth", "key"],
  ["encryption", "key"],
  ["master", "key"],
  ["private", "key"],
  ["signing", "key"],
  ["connection", "string"],
  ["dsn"],
];

/** Last words of names that tell about a secret without being one: TOKEN_TTL, PASSWORD_FILE, SECRET_NAME. */
const ABOUT = new Set(
  (
    "address algorithm arn audience count days dir directory duration enabled endpoint expiration expiry file header " +
    "host hours id issuer length lifetime limit location max min minutes mode mount name namespace path period policy port prefix provider " +
    "ref region retention rotation seconds size store timeout ttl type uri url version"
  ).split(" "),
);

/** Beginnings and shapes of well-known credentials, and what each is. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, "an AWS access key id"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}/, "a GitHub token"],
  [/\bgithub_pat_[A-Za-z0-9_]{20,}/, "a GitHub token"],
  [/\bglpat-[A-Za-z0-9_-]{16,}/, "a GitLab token"],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, "a Slack token"],
  [/\b[rs]k_(live|test)_[A-Za-z0-9]{16,}/, "a Stripe key"],
  [/\bAIza[A-Za-z0-9_-]{30,}/, "a Google API key"],
  [/\bnpm_[A-Za-z0-9]{30,}/, "an npm token"],
  [/\bhv[sb]\.[A-Za-z0-9_-]{20,}/, "a Vault token"],
  [/\bpul-[0-9a-f]{40}\b/, "a Pulumi access token"],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, "a JSON web token"],
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:(?!\$\()[^/\s@]+@/i, "an address with a password in it"],
];

/** Shortest text that is looked at for randomness, and how many bits a character must carry to be taken for random. */
const RANDOM_LENGTH = 24;
const RANDOM_BITS = 4.2;

function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const given = words(name);
  if (ABOUT.has(given.at(-1) ?? "")) return false;
  return given.some((_, start) =>
    // The end of a word is enough: PGPASSWORD, authtoken.
    SECRET_WORDS.some((sequence) => sequence.every((word, offset) => given[start + offset]?.endsWith(word))),
  );
}

function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Upper case, lower case and digits, and as even a mixture as only a generator makes. */
function looksRandom(text: string): boolean {
  if (text.length < RANDOM_LENGTH || !/^[A-Za-z0-9+/_=-]+$/.test(text)) return false;
  if (text.startsWith("/") || !/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/[0-9]/.test(text)) return false;
  return bitsPerCharacter(text) >= RANDOM_BITS;
}

/**
 * Why a plain value of an environment variable is taken for a secret; undefined when it is not. Nothing that is
 * returned contains the value.
 *
 * @param value as it stands in the manifest; `$(OTHER)` alone refers to another variable and is none.
 */
export function secretProblem(name: string, value: string): string | undefined {
  const text = value.trim();
  if (text === "" || /^\$\([A-Za-z_][\w.-]*\)$/.test(text)) return undefined;
  const known = KNOWN.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return `its value is ${known[1]}`;
  if (isSecretName(name) && !/^(true|false)$/i.test(text)) return "its name says so";
  return looksRandom(text) ? "its value looks like a generated key" : undefined;
}
