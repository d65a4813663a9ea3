// The preview masks what this recognises, so that what a rule refuses is printed nowhere.

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
  ["apikeys"],
  ["api", "keys"],
  ["access", "keys"],
  ["private", "keys"],
  ["signing", "keys"],
  ["encryption", "keys"],
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

/** Single words that name a secret when they are a name's last, and are too common to count anywhere else. */
const LAST_WORDS = new Set(["key", "pass", "passcode", "pat", "pwds", "passwords", "tokens"]);
/** Last words without a mark before "pass": DBPASS, smtppass; none of bypass, compass, encompass. */
const GLUED_PASS = /^(admin|client|db|ldap|mail|mongo|mysql|pg|postgres|redis|root|smtp|sql|ssh|user)pass$/;
/** What goes before "key" in the name of a key that opens nothing: PUBLIC_KEY, PARTITION_KEY, S3_OBJECT_KEY. */
const OPEN_KEYS = new Set(
  (
    "annotation bucket cache column config dedup deduplication env field foreign group hash header idempotency index " +
    "item json kms label lock log map merge message meta metric node object order partition primary public publishable " +
    "publish queue range record registry routing row s3 scaling session shard site sort state tag taint topology unique"
  ).split(" "),
);
/** What goes before "pass" where it is a turn of something, and before "tokens" where they are counted. */
const TURNS = new Set([
  "first",
  "second",
  "third",
  "last",
  "low",
  "high",
  "multi",
  "single",
  "one",
  "two",
  "by",
  "max",
]);
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
  [
    /[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/[^/\s:@]*:(?!\$\(|\$\{|\$[A-Z_][A-Z0-9_]*@)[^/\s@]+@/,
    "an address with a password in it",
  ],
  [/^bearer +(?!\$)\S+$/i, "a bearer token"],
  [/authorization: *(bearer|token) +(?!\$)[^\s"']/i, "a bearer token"],
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

/** Whether a name holds a word, or two, that only secrets have: DB_PASSWORD, apiKey. */
function isPlainly(given: readonly string[]): boolean {
  return given.some((_, start) =>
    // The end of a word is enough: PGPASSWORD, authtoken.
    SECRET_WORDS.some((sequence) => sequence.every((word, offset) => given[start + offset]?.endsWith(word))),
  );
}

/** Whether a name's last word makes it a secret's: JWT_KEY, DB_PASS, GITHUB_PAT. */
function isByItsEnd(given: readonly string[]): boolean {
  const last = given.at(-1) ?? "";
  const before = given.at(-2) ?? "";
  if (GLUED_PASS.test(last)) return true;
  if (!LAST_WORDS.has(last) || TURNS.has(before)) return false;
  return last !== "key" || !OPEN_KEYS.has(before);
}

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const given = words(name);
  if (ABOUT.has(given.at(-1) ?? "")) return false;
  return isPlainly(given) || isByItsEnd(given);
}

/** What a name of two meanings may well hold: a path, an ARN, an alias, an address. */
const NO_SECRET = /^(\.{0,2}(\/[\w.@-]+){2,}|arn:[\w:/.*+=,@-]+|alias\/[\w/-]+|[a-z][a-z0-9+.-]{0,30}:\/\/\S*)$/i;
/** What no secret looks like: a switch, a reference to another variable, a template's place, the ARN of a secret. */
const HARMLESS =
  /^(true|false|yes|no|on|off|none|null|\$\([A-Za-z_][\w.-]*\)|\{\{.*\}\}|arn:aws[\w-]*:[\w:/.*+=,@-]+|alias\/[\w/-]+)$/i;

/** Why a value is a secret whatever it is called. */
function knownProblem(text: string): string | undefined {
  const known = KNOWN.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return `its value is ${known[1]}`;
  const basic = /(?:^|authorization: *)basic +([A-Za-z0-9+/]{4,}={0,2})/i.exec(text)?.[1];
  return basic !== undefined && atob(basic.slice(0, basic.length - (basic.length % 4))).includes(":")
    ? "its value is a user's name and password"
    : undefined;
}

/** Whether a name says that this value is a secret. */
function namesSecret(name: string, text: string): boolean {
  const given = words(name);
  if (HARMLESS.test(text) || ABOUT.has(given.at(-1) ?? "")) return false;
  const last = given.at(-1) ?? "";
  if (last === "tokens" && /^\d+$/.test(text)) return false;
  const ambiguous = isByItsEnd(given) || /^(credentials?|keys)$/.test(last);
  return isSecretName(name) && !(ambiguous && NO_SECRET.test(text));
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
  const known = knownProblem(text);
  if (known !== undefined) return known;
  if (namesSecret(name, text)) return "its name says so";
  const assigned = assignedSecret(text);
  if (assigned !== undefined) return `it gives ${assigned}`;
  return looksRandom(text) ? "its value looks like a generated key" : undefined;
}

/** `name=value` or `--name=value`, and `--name value`, anywhere in a text. */
const ASSIGNED = /(?<![\w.$-])-{0,2}([A-Za-z][\w.-]{0,99})=(?=["']?([^\s"';,&]{1,200}))/g;
const FLAGGED = /(?<!\S)--?([A-Za-z][\w.-]{0,99})[ \t]+(?=["']?([^\s"';,&|-][^\s"';,&|]{0,200}))/g;
/** What a shell puts in place of the text: $NAME, $(command), `command`, <(command), %NAME%, {{ template }}, $__file{of Grafana}. */
const SHELL = /^(\$[({\d@*]|\$__|\$[A-Za-z_]\w*$|`|<|%\w+%|\{\{)/;

function gives(name: string, value: string): boolean {
  // One common word alone is a variable of a script: key=name.
  return !LAST_WORDS.has(words(name).join(" ")) && !SHELL.test(value) && namesSecret(name, value);
}

/** The name of the first secret that a text gives a plain value, as a command line or a connection string does. */
function assignedSecret(text: string, allowed: readonly string[] = []): string | undefined {
  for (const pattern of [ASSIGNED, FLAGGED]) {
    for (const [, name = "", value = ""] of text.matchAll(pattern)) {
      if (!allowed.includes(name) && gives(name, value)) return name;
    }
  }
  return undefined;
}

/**
 * Why an element of a container's command or arguments is taken for a secret; undefined when it is not.
 *
 * @param before the element before it, which may be the name of what this is the value of: `--password`, `hunter2`.
 * @param allowed names that look like secrets and are none, without dashes.
 */
export function argumentProblem(
  argument: string,
  before: string | undefined,
  allowed: readonly string[] = [],
): string | undefined {
  const text = argument.trim();
  if (text === "") return undefined;
  const known = knownProblem(text);
  if (known !== undefined) return known;
  const flag = /^--?([A-Za-z][\w.-]{0,99})$/.exec(before?.trim() ?? "")?.[1];
  if (flag !== undefined && !allowed.includes(flag) && !/^-/.test(text) && gives(flag, text)) return `it gives ${flag}`;
  const assigned = assignedSecret(text, allowed);
  return assigned === undefined ? undefined : `it gives ${assigned}`;
}

/** Ends of keys in a chart's values or an operator's object whose texts are secrets, and not the names of Secrets. */
const SETTING_WORDS: readonly (readonly string[])[] = SECRET_WORDS.filter(
  ([first, second]) => second !== undefined || !/^(secrets?|credentials?)$/.test(first ?? ""),
);

/** Why a text under a key of a chart's values is taken for a secret: adminPassword, apiKey. */
export function settingProblem(key: string, value: string): string | undefined {
  const text = value.trim();
  if (text === "") return undefined;
  const known = knownProblem(text);
  if (known !== undefined) return known;
  const given = words(key);
  const named = SETTING_WORDS.some((sequence) =>
    sequence.every((word, offset) => given[given.length - sequence.length + offset]?.endsWith(word)),
  );
  return named && !HARMLESS.test(text) && !SHELL.test(text) && !NO_SECRET.test(text) ? "its name says so" : undefined;
}
