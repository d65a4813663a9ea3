import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { COMMENT_MARKER } from "../../scripts/github/comment.ts";
import { driftMarker } from "../../scripts/github/drift.ts";
import { PROJECT } from "../support/commandLine.ts";

/** What GitHub would be asked, and what it answers. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

describe("the scripts that write to GitHub", () => {
  let server: Server;
  let asked: Asked[];
  let answers: Record<string, unknown>;
  let dir: string;
  before((done) => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const { method = "", url = "" } = request;
        asked.push({
          method,
          path: url,
          authorization: request.headers.authorization,
          body: body === "" ? {} : (JSON.parse(body) as Record<string, unknown>),
        });
        const answer = answers[`${method} ${url.split("?")[0] ?? ""}${/page=([2-9])/.exec(url)?.[0] ?? ""}`];
        response.writeHead(answer === undefined ? 404 : 200).end(answer === undefined ? "no" : JSON.stringify(answer));
      });
    });
    server.listen(0, "127.0.0.1", done);
  });
  after((done) => {
    server.close(done);
  });
  beforeEach(() => {
    asked = [];
    answers = {};
    dir = mkdtempSync(join(tmpdir(), "github-"));
    writeFileSync(join(dir, "comment.md"), `${COMMENT_MARKER}\nnew`);
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  const COMMENTS = "/repos/acme/platform/issues/5/comments";
  const ISSUES = "/repos/acme/platform/issues";

  function start(script: string, args: string[], changes: Record<string, string> = {}) {
    const environment = {
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: "acme/platform",
      GITHUB_TOKEN: "t0ken",
      GITHUB_RUN_ID: "9",
      PULL_REQUEST: "5",
      ...changes,
    };
    return new Promise<{ code: number; out: string; error: string }>((resolve) => {
      execFile(
        process.execPath,
        [join(PROJECT, "scripts", script), ...args],
        { env: environment },
        (error, out, err) => {
          resolve({ code: error === null ? 0 : Number(error.code), out, error: err });
        },
      );
    });
  }
  const post = (changes: Record<string, string> = {}, file = "comment.md") =>
    start("previewComment.ts", ["post", "--file", join(dir, file)], changes);

  it("comment where there is no comment yet", async () => {
    answers = { [`GET ${COMMENTS}`]: [], [`POST ${COMMENTS}`]: { id: 1 } };
    expect(await post()).to.deep.equal({ code: 0, out: "Commented.\n", error: "" });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      `GET ${COMMENTS}?per_page=100&page=1`,
      `POST ${COMMENTS}`,
    ]);
    expect(asked[1]).to.deep.include({ body: { body: `${COMMENT_MARKER}\nnew` }, authorization: "Bearer t0ken" });
  });

  it("edit the comment that is there, and nobody else's, over all pages", async () => {
    const others = Array.from({ length: 99 }, (_, id) => ({ id, body: "hello", user: { type: "User" } }));
    const quoting = { id: 99, body: `${COMMENT_MARKER} quoted`, user: { type: "User" } };
    const own = { id: 777, body: `${COMMENT_MARKER}\nold`, user: { type: "Bot" } };
    answers = {
      [`GET ${COMMENTS}`]: [...others, quoting],
      [`GET ${COMMENTS}page=2`]: [own],
      "PATCH /repos/acme/platform/issues/comments/777": {},
    };
    expect((await post()).out).to.equal("Edited the comment that was there.\n");
    expect(asked.at(-1)).to.deep.include({ method: "PATCH", body: { body: `${COMMENT_MARKER}\nnew` } });
  });

  it("post nothing that is not the comment of a preview", async () => {
    writeFileSync(join(dir, "other.md"), "Approved by the security team");
    const { code, error } = await post({}, "other.md");
    expect(code).to.equal(1);
    expect(error).to.include("is not the comment of an offline preview");
    expect(asked).to.deep.equal([]);
  });

  it("say which file cannot be read, without a stack trace", async () => {
    const { code, error } = await post({}, "nowhere.md");
    expect(code).to.equal(1);
    expect(error).to.match(/^ENOENT: .*nowhere\.md'\n$/);
  });

  const refused: [string, Record<string, string>, string][] = [
    ["a number that is none", { PULL_REQUEST: "5/../6" }, "PULL_REQUEST has to be the number"],
    ["a repository that is none", { GITHUB_REPOSITORY: "acme" }, "GITHUB_REPOSITORY has to be <owner>/<name>"],
    ["no token", { GITHUB_TOKEN: "" }, "GITHUB_TOKEN is not set"],
  ];
  for (const [what, changes, message] of refused) {
    it(`refuse ${what}`, async () => {
      const { code, error } = await post(changes);
      expect(code).to.equal(1);
      expect(error).to.include(message).and.to.not.include("    at ");
      expect(asked).to.deep.equal([]);
    });
  }

  it("say what GitHub refuses, without the token", async () => {
    const { code, error } = await post();
    expect(code).to.equal(1);
    expect(error)
      .to.match(/^GitHub answered GET .* with 404: no\n$/)
      .and.to.not.include("t0ken");
  });

  it("say how they are used", async () => {
    for (const args of [
      [],
      ["post"],
      ["render", "--file", "x"],
      ["post", "--what", "x"],
      ["post", "more", "--file", "x"],
    ]) {
      expect(await start("previewComment.ts", args)).to.deep.include({ code: 2, out: "" });
    }
    expect((await start("driftIssue.ts", ["--dir", dir])).code).to.equal(2);
  });

  it("open one issue for each stack that drifted, update those that are open, close those that agree again", async () => {
    const result = (stack: string, status: string, output: string): void => {
      mkdirSync(join(dir, `drift-${stack}`));
      writeFileSync(join(dir, `drift-${stack}`, "status"), `${status}\n`);
      writeFileSync(join(dir, `drift-${stack}`, "output.txt"), output);
    };
    result("a", "7", "changed");
    result("b", "7", "changed again");
    result("c", "0", "");
    result("d", "0", "");
    answers = {
      [`GET ${ISSUES}`]: [
        { number: 2, body: driftMarker("b"), user: { type: "Bot" } },
        { number: 3, body: driftMarker("c"), user: { type: "Bot" } },
      ],
      [`POST ${ISSUES}`]: {},
      [`PATCH ${ISSUES}/2`]: {},
      [`PATCH ${ISSUES}/3`]: {},
      [`POST ${ISSUES}/3/comments`]: {},
    };
    const { code, out, error } = await start("driftIssue.ts", ["--dir", dir, "--stacks", "a,b,c,d,e"]);
    expect({ code, error }).to.deep.equal({ code: 0, error: "" });
    expect(out.trim().split("\n")).to.deep.equal([
      "a: Drift in a, opened an issue",
      "b: Drift in b, updated #2",
      "c: no drift any more, closed #3",
      "d: no drift",
      "e: Drift of e is not known, opened an issue",
    ]);
    expect(asked.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`)).to.deep.equal(
      [`POST ${ISSUES}`, `PATCH ${ISSUES}/2`, `POST ${ISSUES}/3/comments`, `PATCH ${ISSUES}/3`, `POST ${ISSUES}`],
    );
    expect(asked.find(({ path }) => path.endsWith("/3"))!.body).to.deep.equal({
      state: "closed",
      state_reason: "completed",
    });
  });

  it("write the comment of the project's own stacks", async () => {
    const out = join(dir, "out.md");
    const { code, error } = await start("previewComment.ts", ["render", "--out", out]);
    expect({ code, error }).to.deep.equal({ code: 0, error: "" });
    const written = readFileSync(out, "utf8");
    for (const stack of ["dev", "staging", "prod"])
      expect(written).to.match(new RegExp(`\\| ${stack} \\| ✅ \\| \\d+ \\| 0 \\|`));
  });
});

async function text(request: IncomingMessage): Promise<string> {
  let all = "";
  for await (const chunk of request) all += String(chunk);
  return all;
}
