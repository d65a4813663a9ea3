import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { expect } from "chai";
import { generate } from "selfsigned";
import { preflight } from "../../scripts/preflight/cli.ts";
import { describeCluster, type FoundCluster, type Lookup } from "../../scripts/preflight/cluster.ts";
import { probe } from "../../scripts/preflight/probe.ts";
import { preflightReport } from "../../scripts/preflight/report.ts";
import { PROJECT } from "../support/commandLine.ts";

type Closing = Server | TcpServer | TlsServer;
const servers: Closing[] = [];

function listening<S extends Closing>(server: S): Promise<S> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve(server);
    });
  });
}
const portOf = (server: Closing): number => (server.address() as AddressInfo).port;

async function certificate() {
  return generate([{ name: "commonName", value: "localhost" }], {
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
}

describe("the way to an API server", () => {
  let cluster: FoundCluster;
  let port: number;
  before(async () => {
    const { private: key, cert } = await certificate();
    port = portOf(await listening(createTlsServer({ key, cert })));
    cluster = { endpoint: `https://localhost:${port}`, certificateAuthority: cert };
  });
  after(() => {
    for (const server of servers) server.close();
  });

  it("is there when name, connection and TLS agree", async () => {
    const { reached, steps } = await probe(cluster);
    expect(steps.at(-1)).to.equal("TLS agrees with the cluster's certificate authority");
    expect(steps[0]).to.match(/^localhost is .*127\.0\.0\.1.* \(public\)$/);
    expect(reached).to.equal(true);
  });

  it("is not there when nobody listens", async () => {
    const closed = await listening(createTcpServer());
    const gone = portOf(closed);
    await new Promise((resolve) => closed.close(resolve));
    const found = await probe({ ...cluster, endpoint: `https://127.0.0.1:${gone}` });
    expect(found.reached).to.equal(false);
    expect(found.steps).to.deep.equal(["127.0.0.1 is an address", `connect ECONNREFUSED 127.0.0.1:${gone}`]);
  });

  it("is not there when somebody else answers in the cluster's place", async () => {
    const other = await certificate();
    const { reached, steps } = await probe({ ...cluster, certificateAuthority: other.cert });
    expect(reached).to.equal(false);
    expect(steps.at(-1)).to.match(/^TLS with localhost fails: /);
  });

  it("is not there when something accepts and says nothing", async () => {
    const silent = portOf(await listening(createTcpServer(() => undefined)));
    const { reached, steps } = await probe({ ...cluster, endpoint: `https://localhost:${silent}` }, undefined, 0.1);
    expect(reached).to.equal(false);
    expect(steps.at(-1)).to.equal("TLS with localhost fails: no answer within 0.1 s");
  });

  it("leads through a proxy that connects", async () => {
    const proxy = await listening(createServer());
    const asked: string[] = [];
    proxy.on("connect", ({ url = "" }, socket) => {
      asked.push(url);
      const upstream = connect(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        socket.pipe(upstream).pipe(socket);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
    });
    const { reached, steps } = await probe(cluster, `http://127.0.0.1:${portOf(proxy)}`);
    expect(steps.at(-1)).to.equal("TLS agrees with the cluster's certificate authority");
    expect(reached).to.equal(true);
    expect(asked).to.deep.equal([`localhost:${port}`]);
  });

  it("ends at a proxy that refuses", async () => {
    const proxy = await listening(createServer());
    proxy.on("connect", (_, socket) => {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    const url = `http://127.0.0.1:${portOf(proxy)}`;
    expect(await probe(cluster, url)).to.deep.equal({
      reached: false,
      steps: [`the proxy ${url} refuses localhost:${port} with 403`],
    });
  });

  it("ends at a proxy that is not there", async () => {
    const { reached, steps } = await probe(cluster, "http://127.0.0.1:1");
    expect(reached).to.equal(false);
    expect(steps).to.deep.equal(["the proxy http://127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1"]);
  });

  async function run(args: string[], lookup: Lookup): Promise<{ code: number; out: string; asked: string[] }> {
    const asked: string[] = [];
    let out = "";
    const write = (text: string): void => {
      out += text;
    };
    const find = (name: string, region: string): Promise<Lookup> => {
      asked.push(`${name} in ${region}`);
      return Promise.resolve(lookup);
    };
    return { code: await preflight(args, { write, writeError: write, environment: {}, find }), out, asked };
  }

  it("is reported from the command, which asks for the stack's own cluster", async () => {
    const { code, out, asked } = await run(["prod"], { kind: "found", cluster });
    expect(asked).to.deep.equal(["atlas-prod in eu-central-1"]);
    expect(out).to.match(/^prod: deployAccess vpc-runner;[\s\S]*The API server is within reach\.\n$/);
    expect(code).to.equal(0);
  });

  it("is no reason to stop before there is a cluster", async () => {
    const { code, out } = await run(["dev"], { kind: "absent" });
    expect(out).to.include("There is no cluster atlas-dev yet").and.to.include("has to be in deployAccess.cidrs");
    expect(code).to.equal(0);
  });

  it("stops a deployment when the cluster is out of reach, and says what to look at", async () => {
    const endpoint = "https://127.0.0.1:1";
    const { code, out } = await run(["dev"], { kind: "found", cluster: { ...cluster, endpoint } });
    expect(out).to.include("nothing has been changed").and.to.include("deployAccess.cidrs (203.0.113.0/24)");
    expect(code).to.equal(1);
  });

  it("stops a deployment when nobody knows whether there is a cluster", async () => {
    const { code, out } = await run(["dev"], { kind: "unknown", reason: "Unable to locate credentials" });
    expect(out).to.include("cannot be told: Unable to locate credentials");
    expect(code).to.equal(1);
  });

  for (const [what, args, message] of [
    ["no stack", [], "Name a stack"],
    ["two stacks", ["dev", "prod"], "Too many arguments"],
    ["a stack that is not there", ["prdo"], 'There is no stack "prdo". Did you mean "prod"?'],
    ["an option that is not there", ["dev", "--fast"], "--fast"],
    ["a bad configuration", ["refused", "--dir", join(PROJECT, "docs", "examples")], "is not a valid configuration"],
  ] as [string, string[], string][]) {
    it(`refuses ${what}`, async () => {
      const { code, out, asked } = await run(args, { kind: "absent" });
      expect(out).to.include(message);
      expect(code).to.equal(2);
      expect(asked).to.deep.equal([]);
    });
  }

  it("names the proxy in what it advises", () => {
    const access = { mode: "proxy", url: "http://proxy.internal:3128" } as const;
    const lookup = { kind: "found", cluster } as const;
    const probed = { reached: false, steps: ["x"] };
    const { text, ready } = preflightReport({ stack: "s", clusterName: "c", access, lookup, probe: probed });
    expect(ready).to.equal(false);
    expect(text).to.include("Check that http://proxy.internal:3128 runs");
  });
});

describe("the search for a cluster", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "preflight-"));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  /** An AWS CLI that says what it is told. */
  function aws(script: string): string {
    const path = join(dir, "aws");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it("reads endpoint and authority", async () => {
    const answer = { cluster: { endpoint: "https://x", certificateAuthority: { data: btoa("PEM") } } };
    const found = await describeCluster("atlas", "eu-west-1", aws(`echo '${JSON.stringify(answer)}'`));
    expect(found).to.deep.equal({ kind: "found", cluster: { endpoint: "https://x", certificateAuthority: "PEM" } });
  });

  it("asks for the cluster by name and region", async () => {
    const found = await describeCluster("atlas", "eu-west-1", aws('echo "$@" >&2; exit 1'));
    expect(found).to.deep.equal({
      kind: "unknown",
      reason: "eks describe-cluster --name atlas --region eu-west-1 --output json",
    });
  });

  it("tells a cluster that is not there from one that cannot be asked for", async () => {
    const absent = aws("echo 'An error occurred (ResourceNotFoundException): No cluster found' >&2; exit 254");
    expect(await describeCluster("a", "r", absent)).to.deep.equal({ kind: "absent" });
    const missing = await describeCluster("a", "r", join(dir, "nothing"));
    expect(missing).to.deep.include({ kind: "unknown" });
    expect((missing as { reason: string }).reason).to.include("no AWS CLI");
  });

  it("does not take a cluster in the making for one", async () => {
    for (const answer of ['{"cluster":{"status":"CREATING"}}', "{}", "nonsense"]) {
      expect(await describeCluster("a", "r", aws(`echo '${answer}'`))).to.deep.include({ kind: "unknown" });
    }
  });
});
