import { expect } from "chai";
import { RUN } from "../support/drill.ts";
import { DRILL_NAMESPACE, everything, kept, LatestRig } from "../support/latest.ts";
import type { Stored } from "../support/store.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";

describe("restore drill, latest", () => {
  let drill: LatestRig;
  beforeEach(async () => {
    drill = await LatestRig.start();
  });
  afterEach(async () => {
    await drill.rig.stop();
  });

  it("passes when every object is as the backup holds it, and removes all it made", async () => {
    await drill.past("hourly-1", "2026-11-21T09:20:00Z");
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    const { exitCode, report, error } = await drill.latest();
    expect(error).to.equal("");
    expect(exitCode).to.equal(0);
    expect(report?.facts.backup).to.equal("hourly-2");
    expect(
      report?.comparison.map(({ resource, expected, restored }) => [resource, expected, restored]),
    ).to.have.deep.members([
      ["deployments.apps", 1, 1],
      ["configmaps", 1, 1],
      ["secrets", 1, 1],
      ["rolebindings.rbac.authorization.k8s.io", 1, 1],
    ]);
    expect(report?.checks.map(({ name }) => name)).to.include.members(["age", "objects", "pods of myapp"]);
    expect(drill.rig.remains).to.deep.equal([]);
    expect(drill.rig.api.store.namespaces).to.deep.equal(["myapp"]);
  });

  it("restores only into namespaces of its own, without what acts outside", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    let spec: Record<string, unknown> = {};
    let namespace: Stored | undefined;
    let policies: Stored[] = [];
    drill.rig.api.onRequest = (line) => {
      if (!line.startsWith(`GET ${VELERO}/restores/`)) return;
      spec = drill.rig.api.store.objects.get(line.slice(4))?.spec ?? spec;
      namespace = drill.rig.api.store.objects.get(`/api/v1/namespaces/${DRILL_NAMESPACE}`) ?? namespace;
      policies = drill.rig.api.store.in(`/apis/networking.k8s.io/v1/namespaces/${DRILL_NAMESPACE}/networkpolicies`);
    };
    await drill.latest();
    expect(spec.includedNamespaces).to.deep.equal(["myapp"]);
    expect(spec.labelSelector).to.deep.equal({
      matchExpressions: ["batch.kubernetes.io/job-name", "job-name"].map((key) => ({ key, operator: "DoesNotExist" })),
    });
    expect(spec.namespaceMapping).to.deep.equal({ myapp: DRILL_NAMESPACE });
    expect(spec.excludedResources).to.include.members([
      "services",
      "ingresses.networking.k8s.io",
      "jobs.batch",
      "networkpolicies.networking.k8s.io",
    ]);
    expect(namespace?.metadata.labels)
      .to.include({ "pod-security.kubernetes.io/enforce": "baseline" })
      .and.not.to.have.property("team");
    expect(policies.map(({ spec: rules }) => rules?.policyTypes)).to.deep.equal([["Ingress", "Egress"]]);
  });

  it("shows no Secret and no digest of one", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    const { report, markdown } = await drill.latest();
    const secrets = report?.comparison.find(({ resource }) => resource === "secrets");
    expect(secrets)
      .to.include({ expected: 1, restored: 1 })
      .and.not.to.have.any.keys("expectedDigest", "restoredDigest");
    expect(markdown).not.to.include("aHVudGVyMg==");
  });

  it("reads lists of many pages", async () => {
    const many = Array.from({ length: 7 }, (_, index) =>
      kept("configmaps", `c${index}`, { apiVersion: "v1", kind: "ConfigMap", data: {} }),
    );
    await drill.past("hourly-2", "2026-11-21T10:20:00Z", [...everything(), ...many]);
    drill.rig.api.page = 3;
    const { exitCode, report } = await drill.latest();
    expect(exitCode).to.equal(0);
    expect(report?.comparison.find(({ resource }) => resource === "configmaps")?.restored).to.equal(8);
  });

  it("measures a schedule by the class the stack gives it, and tells the age of what is rebuilt from code without judging it", async () => {
    drill.schedule("daily-backup", "0 2 * * *");
    await drill.rig.api.velero.past("daily-1", "daily-backup", "2026-11-21T02:00:00Z", everything());
    const { exitCode, report } = await drill.latest("--schedule", "daily-backup");
    expect(exitCode).to.equal(0);
    expect(report?.measurements[0]).to.include({
      recoveryClass: "stateless",
      pointTargetMinutes: 0,
      pointAchievedSeconds: 31_800,
    });
  });

  it("asks which schedule when several would do", async () => {
    drill.schedule("daily-backup", "0 2 * * *");
    const { exitCode, error } = await drill.latest();
    expect(exitCode).to.equal(2);
    expect(error).to.include("--schedule: hourly-stateful, daily-backup");
  });

  it("refuses a schedule there is not, and one of what lives in no namespace", async () => {
    drill.schedule("cluster-configuration", "40 1 * * *", { excludedNamespaceScopedResources: ["*"] });
    expect((await drill.latest("--schedule", "nightly")).error).to.include('There is no schedule "nightly"');
    const { exitCode, error } = await drill.latest("--schedule", "cluster-configuration");
    expect(exitCode).to.equal(2);
    expect(error).to.include("lives in no namespace");
  });

  it("notes a success in the cluster, anew each time", async () => {
    const path = "/api/v1/namespaces/velero/configmaps";
    const old = drill.rig.api.store.put(path, {
      metadata: { name: "restore-drill-last-success" },
      data: { run: "old" },
    });
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    expect((await drill.latest()).exitCode).to.equal(0);
    const [noted] = drill.rig.api.store.in(path);
    expect(noted?.data).to.include({ run: RUN, backup: "hourly-2", schedule: "hourly-stateful" });
    expect(noted?.metadata.uid).not.to.equal(old.metadata.uid);
  });

  it("notes nothing when it failed, or only tried the way with a marker", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z", everything(), "Failed");
    expect((await drill.latest()).exitCode).to.equal(1);
    expect((await drill.rig.drill("--context", "staging")).exitCode).to.equal(0);
    expect(drill.rig.api.store.in("/api/v1/namespaces/velero/configmaps")).to.deep.equal([]);
  });

  it("removes what points at snapshots, and leaves alone what would delete one", async () => {
    await drill.past("hourly-2", "2026-11-21T10:20:00Z");
    const contents = "/apis/snapshot.storage.k8s.io/v1/volumesnapshotcontents";
    const content = (name: string, deletionPolicy: string) =>
      drill.rig.api.store.put(contents, {
        metadata: { name, labels: { "velero.io/restore-name": `drill-${RUN}` } },
        spec: { deletionPolicy },
      });
    content("kept", "Retain");
    content("dangerous", "Delete");
    const { exitCode, report } = await drill.latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("dangerous would delete the backup's snapshot");
    expect(drill.rig.api.store.in(contents).map(({ metadata }) => metadata.name)).to.deep.equal(["dangerous"]);
  });
});
