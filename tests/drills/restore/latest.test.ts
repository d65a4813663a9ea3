import { expect } from "chai";
import type { Kept } from "../support/archive.ts";
import { Rig, RUN } from "../support/drill.ts";
import type { Stored } from "../support/store.ts";

const DRILL_NAMESPACE = `myapp-drill-${RUN}`;
const VELERO = "/apis/velero.io/v1/namespaces/velero";

const kept = (resource: string, name: string, object: Omit<Stored, "metadata"> & { metadata?: object }): Kept => ({
  resource,
  namespace: "myapp",
  name,
  object: {
    ...object,
    metadata: { name, namespace: "myapp", uid: "u-1", creationTimestamp: "2026-01-01T00:00:00Z", ...object.metadata },
  },
});
const deployment = () =>
  kept("deployments.apps", "web", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    spec: { replicas: 1, template: { spec: { containers: [{ name: "web", image: "web:1" }] } } },
    status: { replicas: 1 },
  });
const everything = (): Kept[] => [
  {
    resource: "namespaces",
    name: "myapp",
    object: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "myapp", labels: { "pod-security.kubernetes.io/enforce": "baseline", team: "a" } },
    },
  },
  deployment(),
  kept("configmaps", "settings", { apiVersion: "v1", kind: "ConfigMap", data: { level: "info" } }),
  kept("configmaps", "kube-root-ca.crt", { apiVersion: "v1", kind: "ConfigMap", data: { "ca.crt": "x" } }),
  kept("secrets", "login", { apiVersion: "v1", kind: "Secret", type: "Opaque", data: { password: "aHVudGVyMg==" } }),
  kept("services", "web", { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } }),
  kept("networkpolicies.networking.k8s.io", "open", {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    spec: {},
  }),
  kept("rolebindings.rbac.authorization.k8s.io", "read", {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    subjects: [{ kind: "ServiceAccount", name: "web", namespace: "myapp" }],
  }),
  kept("pods", "web-1", { apiVersion: "v1", kind: "Pod", spec: {}, status: { phase: "Running" } }),
];

describe("restore drill, latest", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
    schedule("hourly-stateful", "20 * * * *");
    // Velero rewrites the subjects of bindings whose namespace is mapped.
    rig.api.velero.spoilRestore = mapSubjects;
  });
  afterEach(async () => {
    await rig.stop();
  });

  function schedule(name: string, cron: string, template: object = {}): void {
    rig.api.store.put(`${VELERO}/schedules`, { metadata: { name }, spec: { schedule: cron, template } });
  }
  function mapSubjects(items: Kept[]): Kept[] {
    for (const { object } of items) {
      for (const subject of (object.subjects ?? []) as { namespace: string }[]) subject.namespace = DRILL_NAMESPACE;
    }
    return items;
  }
  /** A change to what is restored, on top of what Velero itself does. */
  function tamper(change: (items: Kept[]) => Kept[]): void {
    rig.api.velero.spoilRestore = (items) => change(mapSubjects(items));
  }
  const past = (name: string, startedAt: string, items = everything(), phase?: string) =>
    rig.api.velero.past(name, "hourly-stateful", startedAt, items, phase);
  const latest = (...more: string[]) => rig.drill("--context", "staging", "--mode", "latest", ...more);

  it("passes when every object is as the backup holds it, and removes all it made", async () => {
    await past("hourly-1", "2026-11-21T09:20:00Z");
    await past("hourly-2", "2026-11-21T10:20:00Z");
    const { exitCode, report, error } = await latest();
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
    expect(rig.remains).to.deep.equal([]);
    expect(rig.api.store.namespaces).to.deep.equal(["myapp"]);
  });

  it("restores only into namespaces of its own, without what acts outside", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z");
    let spec: Record<string, unknown> = {};
    let namespace: Stored | undefined;
    let policies: Stored[] = [];
    rig.api.onRequest = (line) => {
      if (!line.startsWith(`GET ${VELERO}/restores/`)) return;
      spec = rig.api.store.objects.get(line.slice(4))?.spec ?? spec;
      namespace = rig.api.store.objects.get(`/api/v1/namespaces/${DRILL_NAMESPACE}`) ?? namespace;
      policies = rig.api.store.in(`/apis/networking.k8s.io/v1/namespaces/${DRILL_NAMESPACE}/networkpolicies`);
    };
    await latest();
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

  const spoiled: readonly (readonly [string, (items: Kept[]) => Kept[], RegExp])[] = [
    [
      "one object was changed",
      (items) =>
        items.map((item) =>
          item.name === "settings" ? { ...item, object: { ...item.object, data: { level: "debug" } } } : item,
        ),
      /configmaps in myapp -> myapp-drill-0a1b2c3d: changed: settings/,
    ],
    [
      "a Secret was changed",
      (items) =>
        items.map((item) =>
          item.name === "login" ? { ...item, object: { ...item.object, data: { password: "eA==" } } } : item,
        ),
      /secrets in .*: changed: login/,
    ],
    [
      "one object is missing",
      (items) => items.filter(({ resource }) => resource !== "deployments.apps"),
      /deployments\.apps in .*: missing: web/,
    ],
    [
      "there is one object too many",
      (items) => [...items, kept("configmaps", "intruder", { apiVersion: "v1", kind: "ConfigMap", data: {} })],
      /unexpected: intruder/,
    ],
    [
      "no pod becomes ready",
      (items) => items.filter(({ resource }) => resource !== "pods"),
      /pods of myapp: 0 of 1 are ready/,
    ],
    [
      "an image differs",
      (items) =>
        items.map((item) =>
          item.resource === "deployments.apps"
            ? {
                ...item,
                object: {
                  ...item.object,
                  spec: { replicas: 1, template: { spec: { containers: [{ name: "web", image: "web:2" }] } } },
                },
              }
            : item,
        ),
      /deployments\.apps in .*: changed: web/,
    ],
  ];
  for (const [what, change, message] of spoiled) {
    it(`fails when ${what} after the restore`, async () => {
      await past("hourly-2", "2026-11-21T10:20:00Z");
      tamper(change);
      const { exitCode, report } = await latest("--timeout", "10m");
      expect(exitCode).to.equal(1);
      expect(report?.reason).to.match(message);
      expect(rig.remains).to.deep.equal([]);
    });
  }

  it("fails when objects of an earlier restore stand where the new ones should", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z");
    tamper((items) => items.filter(({ name }) => name !== "settings"));
    rig.api.onRequest = (line) => {
      if (line === `POST ${VELERO}/restores`) {
        rig.api.store.put(`/api/v1/namespaces/${DRILL_NAMESPACE}/configmaps`, {
          metadata: { name: "settings", labels: { "velero.io/restore-name": "another" } },
          data: { level: "info" },
        });
      }
    };
    expect((await latest()).report?.reason).to.include("missing: settings");
  });

  it("fails when the newest backup is older than the one that was due", async () => {
    await past("hourly-1", "2026-11-21T08:20:00Z");
    const { exitCode, report } = await latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include(
      'age: 2 h 30 min old; the last one was due at 2026-11-21T09:20:00.000Z ("20 * * * *")',
    );
    expect(report?.reason).to.include("recovery point of stateful: 2 h 30 min of changes lost, target 60 min");
  });

  it("fails when the newest backup is partial, and says so though an older one restores", async () => {
    await past("hourly-1", "2026-11-21T09:20:00Z");
    await past("hourly-2", "2026-11-21T10:20:00Z", everything(), "PartiallyFailed");
    const { exitCode, report } = await latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("newest backup: hourly-2 ended PartiallyFailed");
  });

  it("fails when no backup has completed", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z", everything(), "Failed");
    const { exitCode, report } = await latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("No backup of schedule hourly-stateful has completed");
  });

  it("fails when the backup holds nothing", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z", []);
    const { exitCode, report } = await latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("hourly-2 is empty");
  });

  it("fails when the backup holds nothing that is compared", async () => {
    await past(
      "hourly-2",
      "2026-11-21T10:20:00Z",
      everything().filter(({ resource }) => resource === "services"),
    );
    expect((await latest()).report?.reason).to.include("nothing that could be compared");
  });

  it("fails when the storage gives nothing out, without showing the signed address", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z");
    rig.api.velero.archive = "refused";
    const { exitCode, report, out, error, markdown } = await latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("cannot be fetched from its storage (status 403)");
    expect(out + error + markdown + JSON.stringify(report)).not.to.include("top-secret");
  });

  it("fails when the archive is damaged", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z");
    rig.api.velero.archive = Buffer.from("not an archive");
    expect((await latest()).report?.reason).to.include("cannot be read");
  });

  it("shows no Secret and no digest of one", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z");
    const { report, markdown } = await latest();
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
    await past("hourly-2", "2026-11-21T10:20:00Z", [...everything(), ...many]);
    rig.api.page = 3;
    const { exitCode, report } = await latest();
    expect(exitCode).to.equal(0);
    expect(report?.comparison.find(({ resource }) => resource === "configmaps")?.restored).to.equal(8);
  });

  it("measures a schedule by the class the stack gives it, and tells the age of what is rebuilt from code without judging it", async () => {
    schedule("daily-backup", "0 2 * * *");
    await rig.api.velero.past("daily-1", "daily-backup", "2026-11-21T02:00:00Z", everything());
    const { exitCode, report } = await latest("--schedule", "daily-backup");
    expect(exitCode).to.equal(0);
    expect(report?.measurements[0]).to.include({
      recoveryClass: "stateless",
      pointTargetMinutes: 0,
      pointAchievedSeconds: 31_800,
    });
  });

  it("asks which schedule when several would do", async () => {
    schedule("daily-backup", "0 2 * * *");
    const { exitCode, error } = await latest();
    expect(exitCode).to.equal(2);
    expect(error).to.include("--schedule: hourly-stateful, daily-backup");
  });

  it("refuses a schedule there is not, and one of what lives in no namespace", async () => {
    schedule("cluster-configuration", "40 1 * * *", { excludedNamespaceScopedResources: ["*"] });
    expect((await latest("--schedule", "nightly")).error).to.include('There is no schedule "nightly"');
    const { exitCode, error } = await latest("--schedule", "cluster-configuration");
    expect(exitCode).to.equal(2);
    expect(error).to.include("lives in no namespace");
  });

  it("notes a success in the cluster, anew each time", async () => {
    const path = "/api/v1/namespaces/velero/configmaps";
    const old = rig.api.store.put(path, { metadata: { name: "restore-drill-last-success" }, data: { run: "old" } });
    await past("hourly-2", "2026-11-21T10:20:00Z");
    expect((await latest()).exitCode).to.equal(0);
    const [noted] = rig.api.store.in(path);
    expect(noted?.data).to.include({ run: RUN, backup: "hourly-2", schedule: "hourly-stateful" });
    expect(noted?.metadata.uid).not.to.equal(old.metadata.uid);
  });

  it("notes nothing when it failed, or only tried the way with a marker", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z", everything(), "Failed");
    expect((await latest()).exitCode).to.equal(1);
    expect((await rig.drill("--context", "staging")).exitCode).to.equal(0);
    expect(rig.api.store.in("/api/v1/namespaces/velero/configmaps")).to.deep.equal([]);
  });

  it("removes what points at snapshots, and leaves alone what would delete one", async () => {
    await past("hourly-2", "2026-11-21T10:20:00Z");
    const contents = "/apis/snapshot.storage.k8s.io/v1/volumesnapshotcontents";
    const content = (name: string, deletionPolicy: string) =>
      rig.api.store.put(contents, {
        metadata: { name, labels: { "velero.io/restore-name": `drill-${RUN}` } },
        spec: { deletionPolicy },
      });
    content("kept", "Retain");
    content("dangerous", "Delete");
    const { exitCode, report } = await latest();
    expect(exitCode).to.equal(1);
    expect(report?.reason).to.include("dangerous would delete the backup's snapshot");
    expect(rig.api.store.in(contents).map(({ metadata }) => metadata.name)).to.deep.equal(["dangerous"]);
  });
});
