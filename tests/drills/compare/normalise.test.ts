import { expect } from "chai";
import { digestOf, type Mapping } from "../../../drills/compare/normalise.ts";
import type { KubeObject } from "../../../drills/kube/objects.ts";

const same: Mapping = { namespaces: {}, scaledToZero: false };
const object = (rest: object, metadata: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", ...metadata },
  ...rest,
});
const equal = (resource: string, a: KubeObject, b: KubeObject, mapping = same) =>
  digestOf(resource, a, mapping) === digestOf(resource, b, same);

describe("digest of a restored object", () => {
  it("is the same whatever the order of keys, the status, and who made it when", () => {
    const before = object(
      { data: { a: "1", b: "2" }, status: { x: 1 } },
      { uid: "1", resourceVersion: "7", creationTimestamp: "t" },
    );
    expect(equal("configmaps", before, object({ data: { b: "2", a: "1" } }, { namespace: "b", uid: "2" }))).to.equal(
      true,
    );
  });

  it("ignores what Velero and the controllers put on it", () => {
    const after = object(
      { data: {} },
      {
        labels: { "velero.io/restore-name": "r", "velero.io/backup-name": "b" },
        annotations: { "pv.kubernetes.io/bind-completed": "yes", "deployment.kubernetes.io/revision": "2" },
      },
    );
    expect(equal("configmaps", object({ data: {} }), after)).to.equal(true);
  });

  const changes: readonly (readonly [string, object, object])[] = [
    ["data", { data: { a: "2" } }, {}],
    ["a label", { data: { a: "1" } }, { labels: { team: "b" } }],
    ["an annotation", { data: { a: "1" } }, { annotations: { note: "x" } }],
    ["its name", { data: { a: "1" } }, { name: "b" }],
    ["a field that was not there", { data: { a: "1" }, immutable: true }, {}],
    ["its kind", { data: { a: "1" }, kind: "Other" }, {}],
    ["a number that became text", { data: { a: 1 } }, {}],
  ];
  for (const [what, rest, metadata] of changes) {
    it(`differs with ${what}`, () => {
      expect(equal("configmaps", object({ data: { a: "1" } }), object(rest, metadata))).to.equal(false);
    });
  }

  it("differs with the order of a list", () => {
    expect(equal("configmaps", object({ list: [1, 2] }), object({ list: [2, 1] }))).to.equal(false);
  });

  it("takes a claim for the same when only what fills it changed", () => {
    const claim = (spec: object) => object({ spec });
    const before = claim({ storageClassName: "gp3", volumeName: "pv-1" });
    const filled = claim({ storageClassName: "gp3", volumeName: "pv-2", dataSource: { name: "snapshot" } });
    expect(equal("persistentvolumeclaims", before, filled)).to.equal(true);
    expect(equal("persistentvolumeclaims", before, claim({ storageClassName: "io2" }))).to.equal(false);
    expect(equal("configmaps", before, filled)).to.equal(false);
  });

  it("expects the subjects of a binding in the namespaces restored into, and nowhere else", () => {
    const binding = (namespace: string) => object({ subjects: [{ kind: "ServiceAccount", name: "x", namespace }] });
    const mapping = { namespaces: { a: "a-drill" }, scaledToZero: false };
    const kind = "rolebindings.rbac.authorization.k8s.io";
    expect(equal(kind, binding("a"), binding("a-drill"), mapping)).to.equal(true);
    expect(equal(kind, binding("a"), binding("a"), mapping)).to.equal(false);
    expect(equal(kind, binding("other"), binding("other"), mapping)).to.equal(true);
  });

  it("expects no replicas only where workloads are scaled to zero, and only of workloads", () => {
    const replicas = (count: number) => object({ spec: { replicas: count } });
    const zero = { namespaces: {}, scaledToZero: true };
    expect(equal("deployments.apps", replicas(3), replicas(0), zero)).to.equal(true);
    expect(equal("deployments.apps", replicas(3), replicas(3), zero)).to.equal(false);
    expect(equal("deployments.apps", replicas(3), replicas(0))).to.equal(false);
    expect(equal("widgets.example.com", replicas(3), replicas(0), zero)).to.equal(false);
  });

  it("leaves the object itself as it was", () => {
    const claim = object({ spec: { volumeName: "pv-1" } });
    digestOf("persistentvolumeclaims", claim, same);
    expect(claim.spec).to.deep.equal({ volumeName: "pv-1" });
  });
});
