import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { expect } from "chai";
import { automationWorkspace } from "../../../drills/recover/automation.ts";
import { drillStackConfig, drillStackName, type StackConfig } from "../../../drills/recover/stackConfig.ts";
import type { DrillWorkspace } from "../../../drills/recover/workspace.ts";
import { cloudScope } from "../../../preview/cloud/scope.ts";
import { readStack } from "../../../preview/stackFiles.ts";
import { SimulatedCloud } from "../../../rehearsal/cloud/cloud.ts";
import { serveCloud, type ServedCloud } from "../../../rehearsal/cloud/server.ts";
import { guardNetwork, type NetworkGuard } from "../../../rehearsal/engine/networkGuard.ts";
import { deployable, REHEARSAL_ACCOUNT, takenForGranted } from "../../../rehearsal/engine/stackCopy.ts";
import { makeWorkdir, type Workdir } from "../../../rehearsal/engine/workdir.ts";
import { SOCKET_VARIABLE } from "../../../rehearsal/plugin/client.ts";
import { PROJECT } from "../../support/commandLine.ts";
import { availableCli } from "../../support/pulumiCli.ts";

const RUN = "0a1b2c3d";
const STACK = drillStackName(RUN);
const BUCKET = "atlas-velero-atlas-prod-5f3a9c1e";
const KEY_ARN = `arn:aws:kms:eu-central-1:${REHEARSAL_ACCOUNT}:key/1`;
const BOUNDARY = `arn:aws:iam::${REHEARSAL_ACCOUNT}:policy/drill-boundary`;
const MINUTES = 60_000;

/** The stack whose loss is played, in an account that a deployment takes. */
const source = deployable(readStack(PROJECT, "prod"));

function configOfDrill(): StackConfig {
  const location = { bucket: BUCKET, keyArn: KEY_ARN };
  return drillStackConfig({ source, location, run: RUN, permissionsBoundary: BOUNDARY });
}

describe("the recovery drill's stack in the real engine", function () {
  this.timeout(10 * MINUTES);
  const cli = availableCli();
  const sentences = {
    outputs: "reads the outputs of the stack whose loss is played, without secrets",
    life: "is made, deployed with its boundary, destroyed and removed, and nothing is left",
    failed: "is destroyed after a deployment that failed halfway, and nothing is left",
    interrupted: "is destroyed after a deployment that was interrupted, and nothing is left",
    twice: "is not made over one that is there",
  };
  if (typeof cli === "string") {
    // Pending, with the reason: never counted as passed.
    for (const sentence of Object.values(sentences)) it(`${sentence} (not run: ${cli})`);
    return;
  }

  const environment = { ...process.env };
  let workdir: Workdir;
  let guard: NetworkGuard;
  let served: ServedCloud;
  let cloud: SimulatedCloud;
  let workspace: DrillWorkspace;
  const file = (): string => join(workdir.project, `Pulumi.${STACK}.yaml`);
  const quiet = (): void => undefined;
  const running = (): AbortSignal => new AbortController().signal;

  before(async () => {
    workdir = makeWorkdir({ program: PROJECT, stackFile: source });
    guard = await guardNetwork();
    // The drill uses what its surroundings are logged in to; here that is a directory of its own.
    Object.assign(process.env, guard.environment, {
      PATH: [dirname(cli.path), dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
      PULUMI_HOME: workdir.home,
      PULUMI_BACKEND_URL: pathToFileURL(workdir.state).href,
      PULUMI_CONFIG_PASSPHRASE: "of this test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      NODE_COMPILE_CACHE: join(workdir.path, "compiled"),
      [SOCKET_VARIABLE]: workdir.socket,
    });
    served = await serveCloud(workdir.socket, () => cloud);
    const command = await PulumiCommand.get();
    await deployedSource(command);
    workspace = automationWorkspace({ directory: workdir.project, source: source.stack, command });
  });
  after(async () => {
    await served.close();
    await guard.close();
    for (const name of Object.keys(process.env)) if (!(name in environment)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, environment);
    workdir.remove();
  });
  beforeEach(() => {
    const outside = takenForGranted({ ...source, config: { ...source.config, drill: `${KEY_ARN} ${BOUNDARY}` } });
    cloud = new SimulatedCloud(cloudScope(source), { outside });
  });

  /** The state of the source stack, as a deployment leaves it: its outputs, one of them a secret. */
  async function deployedSource(command: PulumiCommand): Promise<void> {
    const stack = await LocalWorkspace.createStack(
      { stackName: source.stack, workDir: workdir.project },
      { pulumiCommand: command, secretsProvider: "passphrase" },
    );
    const type = "pulumi:pulumi:Stack";
    const urn = `urn:pulumi:${source.stack}::${source.project}::${type}::${source.project}-${source.stack}`;
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hidden"' };
    const outputs = { backupBucket: BUCKET, backupKey: KEY_ARN, password: secret };
    const exported = await stack.exportStack();
    await stack.importStack({
      ...exported,
      deployment: {
        ...(exported.deployment as object),
        resources: [{ urn, type, custom: false, outputs }],
      },
    });
  }

  /** The stack that a command without `--stack` is about. */
  async function selected(): Promise<string | undefined> {
    const pulumiCommand = await PulumiCommand.get();
    return (await (await LocalWorkspace.create({ workDir: workdir.project, pulumiCommand })).stack())?.name;
  }

  /** What exists, in the cloud and in the directory of the project. */
  function left(): string[] {
    return [
      ...cloud.records.map(({ urn }) => urn),
      ...readdirSync(workdir.project).filter((name) => name.includes(STACK)),
      // Copies that Pulumi keeps of what it removed do not count.
      ...(readdirSync(workdir.state, { recursive: true }) as string[]).filter((name) => name.endsWith(`${STACK}.json`)),
    ];
  }

  it(sentences.outputs, async () => {
    expect(await workspace.outputs("prod")).to.deep.equal({ backupBucket: BUCKET, backupKey: KEY_ARN });
  });

  it(sentences.life, async () => {
    const before = await selected();
    expect(before).to.equal("prod");
    const stack = await workspace.create(STACK, configOfDrill());
    expect(await selected()).to.equal(before);
    expect(readFileSync(file(), "utf8")).to.include(`clusterName: ${STACK}`);
    const lines: string[] = [];
    const kubeconfig = await stack.up(running(), (line) => lines.push(line));
    expect(kubeconfig).to.include("get-token").and.to.include(STACK);
    expect(lines.join("")).to.match(/network-vpc created \(\d+/);
    const roles = cloud.records.filter(({ type }) => type === "aws:iam/role:Role");
    expect(roles).to.have.length(6);
    expect(roles.map(({ inputs }) => inputs.permissionsBoundary)).to.deep.equal(roles.map(() => BOUNDARY));
    await stack.destroy(quiet);
    await stack.remove();
    expect(left()).to.deep.equal([]);
  });

  it(sentences.failed, async () => {
    const stack = await workspace.create(STACK, configOfDrill());
    const urn = `urn:pulumi:${STACK}::${source.project}::eks-platform:cluster:ClusterComponent$aws:eks/nodeGroup:NodeGroup::cluster-system`;
    cloud.faults.plan({ operation: "create", urn });
    let message = "";
    await stack.up(running(), quiet).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.include("injected failure");
    expect(cloud.records.length).to.be.above(20);
    await stack.destroy(quiet);
    await stack.remove();
    expect(left()).to.deep.equal([]);
  });

  it(sentences.interrupted, async () => {
    const stack = await workspace.create(STACK, configOfDrill());
    const interrupt = new AbortController();
    let failed = false;
    await stack
      .up(interrupt.signal, (line) => {
        if (line.includes("network-vpc created")) interrupt.abort(new Error("interrupted by a test"));
      })
      .catch(() => (failed = true));
    expect(failed).to.equal(true);
    expect(cloud.records.map(({ name }) => name)).to.include("network-vpc");
    await stack.destroy(quiet);
    await stack.remove();
    expect(left()).to.deep.equal([]);
  });

  it(sentences.twice, async () => {
    const stack = await workspace.create(STACK, configOfDrill());
    const text = readFileSync(file(), "utf8");
    let message = "";
    await workspace.create(STACK, configOfDrill()).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.include(STACK);
    expect(existsSync(file()) && readFileSync(file(), "utf8")).to.equal(text);
    await stack.remove();
    expect(left()).to.deep.equal([]);
  });
});
