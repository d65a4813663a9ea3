/** What a call to GitHub needs to know. */
export interface GitHub {
  /** `https://api.github.com`, or that of an enterprise server. */
  readonly apiUrl: string;
  /** `<owner>/<name>`. */
  readonly repository: string;
  readonly token: string;
}

/** A call that GitHub refused, or a setting that is missing. The message never holds the token. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
}

/**
 * Reads the settings that GitHub Actions gives every job, and the token.
 *
 * @throws GitHubError that names what is missing
 */
export function githubFrom(environment: Readonly<Record<string, string | undefined>>): GitHub {
  const { GITHUB_API_URL = "https://api.github.com", GITHUB_REPOSITORY = "", GITHUB_TOKEN = "" } = environment;
  if (!/^[\w.-]+\/[\w.-]+$/.test(GITHUB_REPOSITORY)) {
    throw new GitHubError("GITHUB_REPOSITORY has to be <owner>/<name>; GitHub Actions sets it.");
  }
  if (GITHUB_TOKEN === "") throw new GitHubError("GITHUB_TOKEN is not set; give the step the job's token in env.");
  return { apiUrl: GITHUB_API_URL.replace(/\/+$/, ""), repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN };
}

/** Pages that are read of a list before giving up: more comments than this are not a conversation any more. */
const MAX_PAGES = 30;
const PER_PAGE = 100;

/**
 * Calls GitHub's REST API.
 *
 * @param path after `/repos/<owner>/<name>`, for instance `/issues/1/comments`
 * @throws GitHubError when GitHub refuses
 */
export async function call(github: GitHub, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${github.apiUrl}/repos/${github.repository}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${github.token}`,
      "x-github-api-version": "2022-11-28",
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new GitHubError(`GitHub answered ${method} ${path} with ${response.status}: ${text.slice(0, 300)}`);
  }
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** All entries of a list that GitHub gives page by page. */
export async function list(github: GitHub, path: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const found = await call(
      github,
      "GET",
      `${path}${path.includes("?") ? "&" : "?"}per_page=${PER_PAGE}&page=${page}`,
    );
    if (!Array.isArray(found)) throw new GitHubError(`GitHub answered GET ${path} with something that is no list.`);
    all.push(...(found as unknown[]));
    if (found.length < PER_PAGE) break;
  }
  return all;
}

/** A comment or an issue, as far as it matters here. */
export interface Entry {
  readonly number: number;
  readonly body: string;
  /** Whether an app wrote it, as GitHub Actions is. */
  readonly byBot: boolean;
}

/** Reads comments (told apart by their `id`) or issues (by their `number`); what has neither is left out. */
export function entries(found: readonly unknown[], key: "id" | "number"): Entry[] {
  return found.flatMap((item): Entry[] => {
    const { [key]: number, body, user } = item as Record<string, unknown>;
    if (typeof number !== "number") return [];
    const byBot = (user as { type?: unknown } | null)?.type === "Bot";
    return [{ number, body: typeof body === "string" ? body : "", byBot }];
  });
}
