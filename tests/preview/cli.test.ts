import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type Finished, preview, PROJECT } from "../support/commandLine.ts";

/** Occurs in the kubeconfig, which is a secret, and nowhere else in the program. */
const IN_THE_KUBECONFIG = "client.authentication.k8s.io";
const ESCAPE = String.fromCharCode(27);

describe("npm run preview", () => {
  let scratch: string;
  let stacks: string;

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "eks-platform-cli-"));
    stacks = join(scratch, "stacks");
    mkdirSync(stacks);
    for (const name of ["dev", "prod"])
      copyFileSync(join(PROJECT, `Pulumi.${name}.yaml`), join(stacks, `Pulumi.${name}.yaml`));
  });
  after(() => {
    rmSync(scratch, { recursive: true, force: true });
  });

  /** A stack file like dev's with one text replaced, beside dev and prod. */
  function variant(stack: string, from: string, to: string): void {
    const dev = readFileSync(join(stacks, "Pulumi.dev.yaml"), "utf8");
    expect(dev).to.include(from);
    writeFileSync(join(stacks, `Pulumi.${stack}.yaml`), dev.replace(from, to));
  }

  const elsewhere = (...args: readonly string[]): Promise<Finished> => preview([...args, "--dir", stacks]);

  describe("of every stack", () => {
    let all: Finished;
    before(async () => {
      all = await preview(["--all"]);
    });

    it("is clean and exits with 0", () => {
      expect(all.stderr).to.equal("");
      expect(all.exitCode, all.stdout).to.equal(0);
      for (const stack of ["dev", "staging", "prod"]) {
        expect(all.stdout).to.match(new RegExp(`^${stack}: [1-9]\\d+ resources, 0 violations.*\\(exit 0\\)$`, "m"));
      }
    });

    it("fits 100 columns, without colour in a pipe", () => {
      const lines = all.stdout.split("\n");
      expect(lines.length).to.be.greaterThan(200);
      expect(Math.max(...lines.map((line) => Array.from(line).length))).to.be.at.most(100);
      expect(all.stdout).to.not.include(ESCAPE);
    });

    it("shows components, resources, counts and masked outputs", () => {
      expect(all.stdout)
        .to.match(/^network {2}NetworkComponent, \d+ resources/m)
        .and.match(/─ ec2 Vpc +vpc +10\.\d+\.0\.0\/16/)
        .and.match(/eks Cluster .*\[modelled\]/)
        .and.match(/Counts: \d+ resources/)
        .and.match(/kubeconfig +<secret>/)
        .and.not.include(IN_THE_KUBECONFIG);
    });
  });

  it("colours a pipe when FORCE_COLOR says so, unless --no-color does", async () => {
    const [forced, refused] = await Promise.all([
      preview(["dev", "--filter", "vpc"], { FORCE_COLOR: "1" }),
      preview(["dev", "--filter", "vpc", "--no-color"], { FORCE_COLOR: "1" }),
    ]);
    expect(forced.stdout).to.include(`${ESCAPE}[`);
    expect(refused.stdout).to.include("ec2 Vpc").and.not.include(ESCAPE);
  });

  it("exits with 1 and names rule and place when a stack breaks a mandatory rule", async () => {
    variant("world", "203.0.113.0/24", "0.0.0.0/0");
    const { exitCode, stdout } = await elsewhere("world");
    expect(exitCode).to.equal(1);
    expect(stdout)
      .to.match(/VIOLATION {2}eks-cluster-public-access/)
      .and.match(/at cluster > .*eks Cluster/)
      .and.match(/\(exit 1\)\n$/);
  });

  it("exits with 2 and one message for a misspelled key, naming the key and what is allowed", async () => {
    variant("misspelled", "clusterName:", "clustreName:");
    const { exitCode, stdout, stderr } = await elsewhere("misspelled");
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
    expect(stderr)
      .to.include("clustreName")
      .and.include('"clusterName"')
      .and.not.match(/^\s+at /m);
  });

  it("shows the good stacks although another one is bad, and exits with 2", async () => {
    variant("misspelled", "clusterName:", "clustreName:");
    const { exitCode, stdout, stderr } = await elsewhere("dev", "misspelled");
    expect(exitCode).to.equal(2);
    expect(stdout).to.match(/^dev: \d+ resources/m);
    expect(stderr).to.match(/^misspelled: /);
  });

  it("takes a new stack file without any change of code", async () => {
    copyFileSync(join(stacks, "Pulumi.prod.yaml"), join(stacks, "Pulumi.prod-eu.yaml"));
    const { exitCode, stdout } = await elsewhere("prod-eu");
    expect(stdout).to.match(/^prod-eu: \d+ resources, 0 violations/m);
    expect(exitCode).to.equal(0);
  });

  it("gives with --json nothing but what the schema says, of every stack, without secrets", async () => {
    const { exitCode, stdout, stderr } = await preview(["--all", "--json"]);
    const schema = JSON.parse(readFileSync(join(PROJECT, "docs", "preview.schema.json"), "utf8")) as object;
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    const document = JSON.parse(stdout) as { exitCode: number; stacks: { stack: string; resources: object[] }[] };
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 5))).to.equal(true);
    expect(document.stacks.map(({ stack }) => stack)).to.include.members(["dev", "prod", "staging"]);
    for (const { resources } of document.stacks) expect(resources.length).to.be.greaterThan(50);
    expect({ stderr, exitCode }).to.deep.equal({ stderr: "", exitCode: document.exitCode });
    expect(stdout).to.include('"kubeconfig": "<secret>"').and.not.include(IN_THE_KUBECONFIG);
  });

  describe("with a view of its own", () => {
    let role: Finished;
    let provider: Finished;
    let subnets: Finished;
    let first: Finished;
    before(async () => {
      [role, provider, subnets, first] = await Promise.all([
        preview(["prod", "--show", "ebs-csi-role"]),
        preview(["prod", "--show", "provider kubernetes kubernetes"]),
        preview(["prod", "--filter", "ec2 Subnet"]),
        preview(["prod", "--unknowns"]),
      ]);
    });

    it("shows one resource in full with --show, its policy parsed", () => {
      const { exitCode, stdout } = role;
      expect(exitCode).to.equal(0);
      expect(stdout)
        .to.match(/^iam Role {2}\S*ebs-csi-role\n {2}place +cluster > /)
        .and.match(/^ {4}Statement:\n/m)
        .and.match(/^ {10}Service: pods\.eks\.amazonaws\.com$/m);
    });

    it("shows with --show no credentials of a provider", () => {
      const { stdout } = provider;
      expect(stdout).to.include("kubeconfig: <secret>").and.not.include(IN_THE_KUBECONFIG);
    });

    it("shows with --filter what matches in the components it stands in, and nothing else", () => {
      const { exitCode, stdout } = subnets;
      expect(exitCode).to.equal(0);
      const leaves = stdout.split("\n").filter((line) => /^[├└]/.test(line));
      expect(leaves).to.have.length(9);
      for (const leaf of leaves) expect(leaf).to.include("ec2 Subnet");
      expect(stdout).to.match(/^network {2}NetworkComponent, 9 of \d+ resources$/m);
    });

    it("answers with --unknowns as a first deployment would, and no IAM document is unknown", () => {
      const { exitCode, stdout } = first;
      expect(stdout)
        .to.match(/vpcId +<known after deployment>/)
        .and.match(/Every rule could decide|No IAM\s+document is among them/)
        .and.not.include("IAM UNDECIDED");
      expect(exitCode).to.equal(0);
    });
  });

  it("accepts with --filter a text that only one of several stacks has", async () => {
    const { exitCode, stderr } = await preview(["dev", "prod", "--filter", "private-c"]);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
  });

  it("writes with --render manifests and policies, the same ones again, and replaces only its own", async () => {
    const target = join(scratch, "rendered");
    const contents = (): Record<string, string> =>
      Object.fromEntries(
        readdirSync(target, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((path) => [path.slice(target.length + 1), readFileSync(path, "utf8")]),
      );

    const first = await preview(["prod", "--render", target]);
    expect(first.exitCode, first.stderr).to.equal(0);
    const files = contents();
    expect(Object.keys(files).filter((path) => path.startsWith("iam/")).length).to.be.greaterThan(10);
    expect(parse(files["kubernetes/cluster/storageclass-gp3.yaml"] ?? "")).to.include({ kind: "StorageClass" });
    expect(parse(files["rules/eks-platform-karpenter.rules.yaml"] ?? "")).to.have.nested.property(
      "groups[0].name",
      "eks-platform.karpenter",
    );
    expect(JSON.parse(files["dashboards/eks-platform-karpenter.json"] ?? "{}")).to.include({
      uid: "eks-platform-karpenter",
    });
    for (const path of Object.keys(files).filter((name) => /^(iam|kubernetes|helm|rules|dashboards)\//.test(name))) {
      expect(first.stdout).to.include(`  ${path}\n`);
      expect(files[path]).to.not.include(IN_THE_KUBECONFIG);
    }

    expect((await preview(["prod", "--render", target])).exitCode).to.equal(0);
    expect(contents()).to.deep.equal(files);

    writeFileSync(join(target, "mine.txt"), "not yours");
    const refused = await preview(["prod", "--render", target]);
    expect(refused.exitCode).to.equal(2);
    expect(refused.stderr).to.include("mine.txt");
    expect(contents()).to.deep.equal({ ...files, "mine.txt": "not yours" });
  });

  it("says with --diff what only one environment has and what both have differently", async () => {
    const { exitCode, stdout } = await preview(["dev", "--diff", "prod"]);
    expect(exitCode).to.equal(0);
    expect(stdout)
      .to.match(/^Only in prod: [1-9]\d* resources$/m)
      .and.match(/^\+ .*ec2 Subnet +private-c/m)
      .and.match(/^ {4}cidrBlock +10\.10\.0\.0\/16 -> 10\.30\.0\.0\/16$/m)
      .and.not.match(/atlas-dev -> atlas-prod/)
      .and.not.match(/111122223333 -> /);
    expect(Math.max(...stdout.split("\n").map((line) => Array.from(line).length))).to.be.at.most(100);
  });
});
