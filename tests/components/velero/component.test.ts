import { expect } from "chai";
import type { Tier } from "../../../components/shared/tiers.ts";
import { loadPacks } from "../../../preview/packs.ts";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { all, only } from "../../support/harness.ts";
import { waitsFor } from "../cluster/support.ts";
import { BUCKET, ELSEWHERE, named, PROVIDER, RELEASE, SCHEDULE, taggedVelero, velero } from "./support.ts";

const COMPONENT = "eks-platform:velero:VeleroComponent";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const LOCKED = { objectLock: { mode: "governance", days: 14 } };
const fileSystem = {
  schedules: {
    daily: {
      schedule: "0 2 * * *",
      ttl: "720h",
      recoveryClass: "stateless",
      namespaces: ["myapp"],
      fileSystemBackup: true,
    },
  },
};

/** What the component makes, without the providers it is given. */
function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ type, name }) => type !== COMPONENT && name !== "default");
}

describe("the Velero component", () => {
  let prod: Plan;
  let dev: Plan;
  before(async () => {
    prod = await velero("prod");
    dev = await velero("dev", { enabled: true });
  });

  it("names every child after itself and parents all of them", () => {
    for (const child of children(prod)) {
      expect(child.name, child.urn).to.match(/^velero-/);
      expect(child.parent, child.urn).to.be.a("string");
    }
    expect(children(prod)).to.have.length.above(25);
  });

  it("hands out the names of what it made", async () => {
    expect(only(prod, COMPONENT).outputs).to.deep.equal({
      bucketName: named(prod, BUCKET, "velero-backups").outputs.bucket,
      bucketArn: named(prod, BUCKET, "velero-backups").outputs.arn,
      keyArn: named(prod, "aws:kms/key:Key", "velero-backups-key-key").outputs.arn,
    });
    const standby = await velero("prod", ELSEWHERE);
    expect(only(standby, COMPONENT).outputs.standbyBucketName).to.match(
      /^atlas-velero-atlas-prod-[0-9a-f]{8}-standby$/,
    );
  });

  it("gives Velero's service account, and no other, its role", () => {
    expect(only(prod, "aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs).to.include({
      namespace: "velero",
      serviceAccount: "velero",
      clusterName: "atlas-prod",
    });
  });

  it("starts Velero after its role, its bucket with all that keeps it safe, and the rules of its namespace", () => {
    const release = only(prod, RELEASE);
    const before = prod.resources.filter(
      ({ type }) =>
        /^aws:(s3|eks)\//.test(type) || type === NAMESPACE || type === "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    );
    expect(before).to.have.length.above(15);
    for (const resource of before) expect(waitsFor(prod, release, resource), resource.urn).to.equal(true);
  });

  it("pins the chart and installs it under a name that other documents rely on", () => {
    expect(only(prod, RELEASE).inputs).to.deep.include({
      name: "velero",
      namespace: "velero",
      chart: "velero",
      version: "12.1.0",
      repositoryOpts: { repo: "https://vmware-tanzu.github.io/helm-charts" },
    });
  });

  it("lets everything but the key in the chart's values be read before the first deployment", async () => {
    const { values } = only(await velero("prod", {}, {}, { unknowns: true }), RELEASE).inputs;
    const known = JSON.stringify(values);
    expect(known.match(/<known after deployment>/g)).to.have.length(1);
    expect(known).to.include('"useSecret":false');
  });

  it("makes a schedule for each one configured, once the chart has brought the kind", () => {
    const schedules = all(prod, SCHEDULE);
    expect(schedules.map(({ inputs }) => (inputs.metadata as { name: string }).name)).to.have.members([
      "daily-backup",
      "cluster-configuration",
      "hourly-stateful",
    ]);
    for (const schedule of schedules) {
      expect(waitsFor(prod, schedule, only(prod, RELEASE)), schedule.urn).to.equal(true);
      expect(schedule.inputs.metadata).to.include({ namespace: "velero" });
    }
    expect(all(dev, SCHEDULE)).to.have.length(2);
  });

  describe("the namespace", () => {
    const enforced = (plan: Plan) =>
      (only(plan, NAMESPACE).inputs.metadata as { labels: Record<string, string> }).labels[
        "pod-security.kubernetes.io/enforce"
      ];

    it("is as strict as what runs in it allows", async () => {
      expect(enforced(prod)).to.equal("restricted");
      expect(enforced(await velero("prod", ELSEWHERE))).to.equal("baseline");
      expect(enforced(await velero("prod", fileSystem))).to.equal("privileged");
    });

    it("lets nobody in but Prometheus, and that only where it is", () => {
      const spec = (plan: Plan) => only(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs.spec;
      expect(spec(prod)).to.deep.include({
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
            ports: [{ protocol: "TCP", port: 8085 }],
          },
        ],
      });
      expect(spec(dev)).to.deep.include({ ingress: [] });
    });

    it("lets Velero reach names, HTTPS and its credentials, but not the node's", () => {
      const { egress } = only(prod, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs.spec as unknown as {
        egress: { to: { ipBlock?: { cidr: string; except?: string[] } }[]; ports: { port: number }[] }[];
      };
      expect(egress.map(({ to, ports }) => [to[0]?.ipBlock, ports[0]?.port])).to.deep.equal([
        [undefined, 53],
        [{ cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] }, 443],
        [{ cidr: "169.254.170.23/32" }, 80],
      ]);
    });
  });

  describe("under both policy packs", () => {
    const cases: [string, Tier, object][] = [
      ["as prod has it", "prod", {}],
      ["with a standby and a lock", "prod", { ...ELSEWHERE, ...LOCKED }],
      ["with file-system backups", "prod", fileSystem],
      ["in staging", "staging", { enabled: true }],
      ["in dev", "dev", { enabled: true }],
    ];
    for (const [what, tier, config] of cases) {
      it(`is clean ${what}`, async () => {
        const report = await runPacks(await taggedVelero(tier, config, { unknowns: false }), await loadPacks(tier));
        expect(Object.keys(report.packs)).to.have.length(2);
        expect(report.findings).to.deep.equal([]);
      });
    }

    it("leaves nothing undecided in a first deployment, and breaks no rule", async () => {
      const plan = await taggedVelero("prod", { ...ELSEWHERE, ...LOCKED }, { unknowns: true });
      const { findings } = await runPacks(plan, await loadPacks("prod"));
      expect(findings).to.deep.equal([]);
    });
  });

  it("has no second provider without a standby", () => {
    expect(all(prod, PROVIDER).map(({ name }) => name)).to.deep.equal(["default"]);
  });
});
