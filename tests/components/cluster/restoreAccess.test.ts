import { expect } from "chai";
import { ebsCsiAccess } from "../../../components/cluster/ebsCsi.ts";
import { volumeKeyUse } from "../../../components/cluster/iamDocuments.ts";
import { snapshotsOfAccess } from "../../../components/cluster/restoreAccess.ts";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { all, document, TEST_SCOPE } from "../../support/harness.ts";
import { mayAll, type Request } from "../../support/iam/evaluate.ts";
import { mutationsOf } from "../../support/iam/mutations.ts";
import { may, mayNot, type Proof } from "../../support/iam/proof.ts";
import { BARE, cluster } from "./support.ts";

const SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/snap-1";
const VOLUME = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";

function tagged(action: string, resource: string, cluster = "atlas-source"): Request {
  return { action: `ec2:${action}`, resource, context: { "aws:ResourceTag/eks-platform/cluster": cluster } };
}
function kms(action: string, context: Request["context"] = {}, resource = KEY): Request {
  return {
    action: `kms:${action}`,
    resource,
    context: {
      "kms:ViaService": "ec2.eu-west-1.amazonaws.com",
      "kms:ResourceAliases": ["alias/atlas-source-volumes"],
      "kms:GrantIsForAWSResource": "true",
      ...context,
    },
  };
}
const newVolume: Request = {
  action: "ec2:CreateVolume",
  resource: "arn:aws:ec2:eu-west-1:111122223333:volume/*",
  context: { "aws:RequestTag/eks-platform/cluster": "drill-1" },
};

const READING = ["Decrypt", "DescribeKey", "ReEncryptFrom"];
const PROOFS: readonly Proof[] = [
  may("make a volume from the other cluster's snapshot", tagged("CreateVolume", SNAPSHOT), newVolume),
  ...READING.map((action) => may(`${action} with the key of the other cluster's volumes`, kms(action))),
  may("lend that key to volumes", kms("CreateGrant")),
  ...["DeleteSnapshot", "ModifySnapshotAttribute", "CreateSnapshot", "LockSnapshot"].map((action) =>
    mayNot(`${action} of the other cluster`, tagged(action, SNAPSHOT)),
  ),
  ...["DeleteVolume", "AttachVolume", "ModifyVolume", "CreateSnapshot"].map((action) =>
    mayNot(`${action} on the other cluster's volume`, tagged(action, VOLUME)),
  ),
  mayNot("take a volume of the other cluster for a snapshot", tagged("CreateVolume", VOLUME)),
  mayNot("make a volume from a third cluster's snapshot", tagged("CreateVolume", SNAPSHOT, "atlas-source-2")),
  mayNot("tag the other cluster's snapshot", tagged("CreateTags", SNAPSHOT)),
  ...["Encrypt", "GenerateDataKey", "ReEncryptTo", "ScheduleKeyDeletion", "DisableKey"].map((action) =>
    mayNot(`${action} with the other cluster's key`, kms(action)),
  ),
  ...[...READING, "CreateGrant"].flatMap((action) => [
    mayNot(`${action} with a third key`, kms(action, { "kms:ResourceAliases": ["alias/atlas-source-velero"] })),
    mayNot(`${action} other than through EC2`, kms(action, { "kms:ViaService": "s3.eu-west-1.amazonaws.com" })),
    mayNot(`${action} in another account`, kms(action, {}, KEY.replace("111122223333", "999999999999"))),
  ]),
  mayNot("lend the key to anybody else", kms("CreateGrant", { "kms:GrantIsForAWSResource": "false" })),
];

describe("the EBS CSI driver of a cluster that restores from another", () => {
  const own = [ebsCsiAccess(TEST_SCOPE, "drill-1"), volumeKeyUse(TEST_SCOPE, "drill-1-volumes")];
  const restore = snapshotsOfAccess(TEST_SCOPE, "atlas-source");

  for (const { sentence, allowed, requests } of PROOFS) {
    it(sentence, () => {
      expect(mayAll([...own, restore], requests)).to.equal(allowed);
    });
  }

  it("may do none of it without", () => {
    for (const { sentence, allowed, requests } of PROOFS) {
      if (allowed) expect(mayAll(own, requests), sentence).to.equal(false);
    }
  });

  it("has a proof against every careless edit", () => {
    const mutations = mutationsOf([restore]);
    expect(mutations).to.have.length.above(12);
    const unnoticed = mutations.filter(({ documents }) =>
      PROOFS.every(({ allowed, requests }) => mayAll([...own, ...documents], requests) === allowed),
    );
    expect(unnoticed.map(({ what }) => what)).to.deep.equal([]);
  });

  it("has KMS called by its name in China", () => {
    const scope = { region: "cn-north-1", accountId: "111122223333", partition: "aws-cn" } as const;
    const text = JSON.stringify(snapshotsOfAccess(scope, "atlas-source"));
    expect(text).to.include("ec2.cn-north-1.amazonaws.com.cn").and.include("arn:aws-cn:ec2:cn-north-1::snapshot/*");
    expect(text).to.not.match(/arn:aws:/);
  });

  it("gets these rights in addition to its own, and only where the cluster restores", async () => {
    const documents = async (changes: object) =>
      all(await cluster("drill", BARE, changes), "aws:iam/policy:Policy")
        .filter(({ name }) => name.includes("ebs-csi"))
        .map(({ inputs }) => document(inputs.policy) as PolicyDocument);
    const without = await documents({});
    expect(without).to.have.length(2);
    const restoring = await documents({ restoresFrom: "atlas-source" });
    expect(restoring).to.have.length(3);
    expect(restoring).to.deep.include.members([...without, restore]);
  });
});
