import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { guardNetwork } from "../../rehearsal/engine/networkGuard.ts";
import { writePreload } from "../../rehearsal/engine/preload.ts";
import { makeWorkdir, PACKAGES, type Workdir, writeStack } from "../../rehearsal/engine/workdir.ts";
import { sample } from "../../rehearsal/random.ts";

const stackFile = {
  project: "eks-platform",
  stack: "dev",
  config: { "aws:region": "eu-central-1", "a:b": '{"c":[1]}' },
  secretKeys: [],
};

describe("the working directory of a rehearsal", () => {
  let workdir: Workdir;
  beforeEach(() => {
    workdir = makeWorkdir({ program: "/project", stackFile, preload: "file:///preload.mjs" });
  });
  afterEach(() => {
    workdir.remove();
  });

  const read = (file: string): unknown => parse(readFileSync(join(workdir.project, file), "utf8"));

  it("has a project that runs the program where it is, with a plugin for each package", () => {
    const project = read("Pulumi.yaml") as { plugins: { providers: { name: string; path: string }[] } };
    expect(project).to.deep.include({
      name: "eks-platform",
      main: "/project/index.ts",
      runtime: { name: "nodejs", options: { typescript: false, nodeargs: "--import file:///preload.mjs" } },
    });
    expect(project.plugins.providers.map(({ name }) => name)).to.deep.equal([...PACKAGES]);
    for (const { name, path } of project.plugins.providers) {
      expect(statSync(join(path, `pulumi-resource-${name}`)).mode & 0o777).to.equal(0o700);
    }
  });

  it("can be read by its user only, and is gone when it is removed", () => {
    expect(statSync(workdir.path).mode & 0o077).to.equal(0);
    workdir.remove();
    expect(existsSync(workdir.path)).to.equal(false);
  });

  it("keeps what Pulumi adds to the stack file", () => {
    const file = join(workdir.project, "Pulumi.dev.yaml");
    writeFileSync(file, stringify({ encryptionsalt: "v1:salt", config: { old: "gone" } }));
    writeStack(workdir, stackFile);
    expect(read("Pulumi.dev.yaml")).to.deep.equal({
      encryptionsalt: "v1:salt",
      config: { "aws:region": "eu-central-1", "a:b": { c: [1] } },
    });
  });
});

describe("the module that is loaded before the program", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "eks-platform-preload-"));
    writeFileSync(join(directory, "pins.ts"), 'export const pin: string = "1.14.1";\n');
    writeFileSync(
      join(directory, "program.ts"),
      'import { pin } from "./pins.ts";\nconsole.log(pin, Error.stackTraceLimit);\n',
    );
    writeFileSync(join(directory, "package.json"), '{"type":"module"}');
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const run = (substitutions: Parameters<typeof writePreload>[1]): string =>
    execFileSync(
      process.execPath,
      ["--import", writePreload(directory, substitutions), join(directory, "program.ts")],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      },
    ).trim();

  it("leaves the program as it is, but for stack traces", () => {
    expect(run([])).to.equal("1.14.1 0");
  });

  it("has it read a pin differently", () => {
    expect(run([{ file: "pins.ts", pattern: String.raw`"(\d+\.\d+)\.\d+"`, replacement: `"$1.99"` }])).to.equal(
      "1.14.99 0",
    );
  });

  it("fails when there is nothing to read differently", () => {
    expect(() => run([{ file: "pins.ts", pattern: "2.0.0", replacement: "3.0.0" }])).to.throw(
      "has nothing that matches 2.0.0",
    );
  });
});

describe("the guard of the network", () => {
  it("lets nothing through, and remembers who wanted to", async () => {
    const guard = await guardNetwork();
    try {
      const proxy = new URL(guard.environment.HTTPS_PROXY ?? "");
      const asked = (method: string, path: string) =>
        new Promise<number | undefined>((resolve, reject) => {
          const outgoing = request({
            host: proxy.hostname,
            port: proxy.port,
            method,
            path,
            headers: { host: "api.example.com" },
          });
          outgoing.on("response", (response) => {
            resolve(response.resume().statusCode);
          });
          outgoing.on("connect", (response, socket) => {
            socket.destroy();
            resolve(response.statusCode);
          });
          outgoing.on("error", reject);
          outgoing.end();
        });
      expect(await asked("GET", "http://api.example.com/version")).to.equal(403);
      expect(await asked("CONNECT", "get.example.com:443")).to.equal(403);
      expect(guard.attempts).to.deep.equal(["api.example.com", "get.example.com:443"]);
      expect(guard.environment.NO_PROXY).to.include("127.0.0.1");
    } finally {
      await guard.close();
    }
  });
});

describe("a sample", () => {
  const items = Array.from({ length: 50 }, (_, index) => index);

  it("is the same for the same seed, and in order", () => {
    const one = sample(items, 4, 1);
    expect(one).to.have.length(4);
    expect(one).to.deep.equal(sample(items, 4, 1));
    expect(one).to.deep.equal([...one].sort((a, b) => a - b));
  });

  it("is another for another seed", () => {
    expect(sample(items, 4, 2)).not.to.deep.equal(sample(items, 4, 1));
  });

  it("is everything when there is no more", () => {
    expect(sample(items, 100, 1)).to.deep.equal(items);
  });
});
