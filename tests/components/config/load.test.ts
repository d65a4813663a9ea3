import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { type Finished, preview, PROJECT } from "../../support/commandLine.ts";

type Config = Record<string, unknown> & { "eks-platform:platform": Record<string, unknown> };

describe("a stack file read by the program", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "eks-platform-stacks-"));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  /** Previews the shipped prod stack with its config changed. */
  const run = (change: (config: Config) => Record<string, unknown>, ...options: string[]): Promise<Finished> => {
    const { config } = parse(readFileSync(join(PROJECT, "Pulumi.prod.yaml"), "utf8")) as { config: Config };
    writeFileSync(join(directory, "Pulumi.x.yaml"), stringify({ config: change(config) }));
    return preview(["x", "--dir", directory, ...options]);
  };

  it("is refused in our words when its platform is text", async () => {
    const { exitCode, stderr } = await run((config) => ({ ...config, "eks-platform:platform": "prod" }));
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(
      /^Pulumi\.x\.yaml is not a valid configuration \(1 problem\):\n {2}eks-platform:platform: found "prod"; allowed is a map/,
    );
  });

  it("is refused for keys beside the platform's", async () => {
    const { exitCode, stderr } = await run((config) => ({ ...config, "eks-platform:platfrom": {} }));
    expect(exitCode).to.equal(2);
    expect(stderr).to.include('eks-platform:platfrom: is not a known key; did you mean "eks-platform:platform"?');
  });

  it("lets a Prometheus of its own in to the applications' metrics", async () => {
    const { exitCode, stdout } = await run(
      (config) => ({
        ...config,
        "eks-platform:platform": {
          ...config["eks-platform:platform"],
          observability: { enabled: false },
          rollouts: { prometheusAddress: "http://prometheus.metrics:9090" },
        },
      }),
      "--json",
    );
    expect(exitCode).to.equal(0);
    const policy = /"kubernetes.io\/metadata.name":\s*"metrics"/;
    expect(stdout).to.match(policy);
    expect((await run((config) => config, "--json")).stdout).to.not.match(policy);
  });
});
