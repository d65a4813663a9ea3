import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { ebsCsiAccess, VOLUME_CLUSTER_TAG } from "../../../components/cluster/ebsCsi.ts";
import { defaultSnapshotClass, defaultStorageClass, ebsDriver } from "../../../components/cluster/storageClasses.ts";
import { all, TEST_SCOPE } from "../../support/harness.ts";
import { mayAll, type Request } from "../../support/iam/evaluate.ts";
import { cluster } from "./support.ts";

interface Example {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

describe("the documentation of volumes", () => {
  const guide = readFileSync(join(import.meta.dirname, "../../../docs/volumes.md"), "utf8");
  const examples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)]
    // They stand in a numbered list, and so are indented.
    .flatMap(([, text]) => parseAllDocuments((text ?? "").replaceAll(/^ {3}/gm, "")))
    .map((document) => document.toJS() as Example);
  const example = (kind: string) => examples.find((one) => one.kind === kind)!;

  it("names the tag that the driver's role goes by, and tags with no other", () => {
    expect(guide).to.include(`\`${VOLUME_CLUSTER_TAG}: <cluster>\``);
    const keys = [...guide.matchAll(/Key=([^,]+),Value=<(?:new )?cluster>/g)].map(([, key]) => key);
    expect(keys).to.deep.equal([VOLUME_CLUSTER_TAG, VOLUME_CLUSTER_TAG]);
  });

  it("names the alias of the volumes' key", async () => {
    const aliases = all(await cluster("prod"), "aws:kms/alias:Alias").map(({ inputs }) => inputs["name"] as string);
    const named = [...guide.matchAll(/alias\/<(?:new )?cluster>[\w-]*/g)].map(([alias]) => alias);
    expect(named).to.have.length(2);
    for (const alias of named) expect(aliases).to.include(alias.replace(/<.*>/, "atlas-prod"));
  });

  it("leads from a snapshot to a claim, by the driver and the classes that the cluster has", () => {
    const content = example("VolumeSnapshotContent");
    const snapshot = example("VolumeSnapshot");
    const claim = example("PersistentVolumeClaim");
    const snapshotClass = defaultSnapshotClass(false).metadata.name;
    expect(content.spec).to.deep.include({
      driver: ebsDriver(false),
      volumeSnapshotClassName: snapshotClass,
      volumeSnapshotRef: snapshot.metadata,
    });
    expect(snapshot.spec).to.deep.equal({
      volumeSnapshotClassName: snapshotClass,
      source: { volumeSnapshotContentName: content.metadata.name },
    });
    expect(claim.metadata.namespace).to.equal(snapshot.metadata.namespace);
    expect(claim.spec).to.deep.include({ storageClassName: defaultStorageClass(false).metadata.name });
    expect(claim.spec["dataSource"]).to.include({ kind: "VolumeSnapshot", name: snapshot.metadata.name });
  });

  it("says truly what the driver may not do, of its own volumes and snapshots too", () => {
    const denied = [...guide.matchAll(/`(ec2:\w+)`/g)].map(([, action]) => action ?? "");
    expect(denied).to.have.length(4);
    const resources = ["arn:aws:ec2:eu-west-1:111122223333:volume/vol-1", "arn:aws:ec2:eu-west-1::snapshot/snap-1"];
    for (const action of denied) {
      for (const resource of resources) {
        const context = Object.fromEntries(
          ["ResourceTag", "RequestTag"].map((kind) => [`aws:${kind}/${VOLUME_CLUSTER_TAG}`, "atlas"]),
        );
        const request: Request = { action, resource, context };
        expect(mayAll([ebsCsiAccess(TEST_SCOPE, "atlas")], [request]), `${action} on ${resource}`).to.equal(false);
      }
    }
  });
});
