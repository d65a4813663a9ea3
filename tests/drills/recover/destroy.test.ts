import { expect } from "chai";
import { RUN } from "../support/drill.ts";
import { RecoveryRig } from "../support/recovery.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";

describe("recovery drill, what it leaves and when it does nothing", () => {
  let drill: RecoveryRig;
  beforeEach(async () => {
    drill = await RecoveryRig.start();
  });
  afterEach(async () => {
    await drill.rig.stop();
  });

  it("names volumes that would outlive the cluster", async () => {
    drill.rig.api.store.put("/api/v1/persistentvolumes", {
      metadata: { name: "pv-9" },
      spec: { csi: { volumeHandle: "vol-9" }, claimRef: { namespace: "shop", name: "data" } },
    });
    const { exitCode, report } = await drill.recover("--yes");
    expect(exitCode).to.equal(1);
    expect(report?.leftBehind.join()).to.include("aws ec2 delete-volume --volume-id vol-9");
    expect(drill.steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
  });

  it("destroys once more when it failed the first time", async () => {
    drill.failing = { destroy: 1 };
    const { exitCode } = await drill.recover("--yes");
    expect(exitCode).to.equal(0);
    expect(drill.steps.slice(-3)).to.deep.equal(["destroy", "destroy", "remove"]);
  });

  it("says loudly how to finish by hand when it cannot be destroyed", async () => {
    drill.failing = { destroy: 9 };
    const { exitCode, error, report } = await drill.recover("--yes");
    expect(exitCode).to.equal(1);
    expect(error)
      .to.include("LEFT BEHIND")
      .and.to.include(`npm run pulumi -- destroy --yes --refresh --stack drill-${RUN}`);
    expect(report?.leftBehind.join()).to.include("destroy failed on purpose");
  });

  it("destroys after Ctrl-C while it deploys", async () => {
    drill.onUp = () => void drill.rig.signals.emit("SIGINT");
    const { exitCode, report } = await drill.recover("--yes");
    expect(exitCode).to.equal(1);
    expect(report?.result).to.equal("interrupted");
    expect(drill.steps).to.deep.equal(["outputs", "create", "up", "destroy", "remove"]);
  });

  it("destroys after SIGTERM while it restores", async () => {
    let sent = false;
    drill.rig.api.onRequest = (line) => {
      if (!sent && line.startsWith(`GET ${VELERO}/restores/`)) sent = drill.rig.signals.emit("SIGTERM");
    };
    const { report } = await drill.recover("--yes");
    expect(report?.result).to.equal("interrupted");
    expect(drill.rig.remains).to.deep.equal([]);
    expect(drill.steps.slice(-2)).to.deep.equal(["destroy", "remove"]);
  });

  it("says at a second Ctrl-C what is left and costs money", async () => {
    drill.onUp = () => {
      drill.rig.signals.emit("SIGINT");
      drill.rig.signals.emit("SIGINT");
    };
    const { error } = await drill.recover("--yes");
    expect(drill.rig.exits).to.deep.equal([1]);
    expect(error).to.include(`LEFT BEHIND: stack drill-${RUN}, which costs money`);
  });

  it("keeps the cluster when told to, and says how to destroy it", async () => {
    const { exitCode, out } = await drill.recover("--yes", "--keep");
    expect(exitCode).to.equal(0);
    expect(drill.steps).to.deep.equal(["outputs", "create", "up"]);
    expect(out).to.include(`stack rm --yes drill-${RUN}`);
    expect(drill.rig.api.store.namespaces).to.include("shop");
  });

  it("does nothing without a yes, after it has said what it costs", async () => {
    const { exitCode, out, error } = await drill.recover();
    expect(exitCode).to.equal(2);
    expect(out).to.match(/About \d+\.\d\d US dollars for 4 hours/);
    expect(error).to.include("--yes");
    drill.rig.answer = "no";
    expect((await drill.recover()).exitCode).to.equal(2);
    expect(drill.steps).to.deep.equal([]);
  });

  it("prints the plan, the cost and the configuration, and does nothing", async () => {
    const { exitCode, out, report } = await drill.recover("--dry-run");
    expect(exitCode).to.equal(0);
    expect(out).to.include("tier: drill").and.to.include("an hour").and.to.include("Nothing is done");
    expect(drill.steps).to.deep.equal([]);
    expect(report).to.equal(undefined);
  });

  it("exits 3 when the stack has no backups", async () => {
    for (const outputs of [{ backupBucket: "bucket" }, { backupBucket: "", backupKey: "" }]) {
      drill.outputs = outputs;
      drill.steps.length = 0;
      const { exitCode, error } = await drill.recover("--yes");
      expect(exitCode).to.equal(3);
      expect(error).to.include("has no outputs backupBucket and backupKey");
      expect(drill.steps).to.deep.equal(["outputs"]);
    }
  });

  it("exits 2, and asks for nothing, when a role or a boundary is no ARN of one", async () => {
    for (const [option, value, message] of [
      ["--deployer", "", "--deployer is empty; allowed is the ARN of an IAM role"],
      ["--deployer", "github-atlas-prod-drill", "github-atlas-prod-drill is no such ARN"],
      ["--permissions-boundary", "arn:aws:iam::777788889999:role/x", "allowed is the ARN of an IAM policy"],
    ] as const) {
      const { exitCode, error } = await drill.recover("--yes", option, value);
      expect(exitCode).to.equal(2);
      expect(error).to.include(message);
    }
    expect(drill.steps).to.deep.equal([]);
  });

  it("hands the role and the boundary it is told on to the temporary stack", async () => {
    const [role, policy] = ["role/drill", "policy/bound"].map((name) => `arn:aws:iam::777788889999:${name}`);
    await drill.recover("--yes", "--deployer", role!, "--permissions-boundary", policy!);
    const platform = drill.config?.["eks-platform:platform"] as unknown as {
      permissionsBoundary: string;
      cluster: { access: { deployers: string[] } };
    };
    expect(platform.permissionsBoundary).to.equal(policy);
    expect(platform.cluster.access.deployers[0]).to.equal(role);
  });

  it("exits 3, with nothing to destroy, when the stack cannot be made", async () => {
    drill.failing = { create: 1 };
    const { exitCode } = await drill.recover("--yes");
    expect(exitCode).to.equal(3);
    expect(drill.steps).to.deep.equal(["outputs", "create"]);
  });

  const misuse: readonly (readonly [readonly string[], string])[] = [
    [["--timeout", "soon"], "--timeout soon is no duration"],
    [["--allow-from", "0.0.0.0/0"], "--allow-from 0.0.0.0/0 is no public IPv4 range of /24 or smaller"],
    [["--allow-from", "10.0.0.1/32"], "--allow-from 10.0.0.1/32"],
    [["--allow-from", "here"], "--allow-from here"],
    [["--kepp"], "Unknown option '--kepp'"],
  ];
  for (const [argv, message] of misuse) {
    it(`refuses ${argv.join(" ")}`, async () => {
      const { exitCode, error } = await drill.recover("--yes", ...argv);
      expect(exitCode).to.equal(2);
      expect(error).to.include(message);
      expect(drill.steps).to.deep.equal([]);
    });
  }
});
