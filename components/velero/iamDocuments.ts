import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type Conditions, type PolicyDocument, policyDocument, type PolicyStatement } from "../shared/iam.ts";

/** What the policies of Velero's role are about. Names only, so that they are known before anything is deployed. */
export interface VeleroPolicyArgs {
  readonly scope: AwsScope;
  readonly clusterName: string;
  /** Pattern of the bucket's name, which ends in something random. */
  readonly bucket: string;
  /** Alias of the bucket's key, without `alias/`. */
  readonly keyAlias: string;
}

/** `s3.<region>.amazonaws.com`, as KMS names the service that uses a key for a caller. */
export function s3Service({ partition }: AwsScope, region: string): string {
  return `s3.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
}

/** Tag that says which cluster a volume or snapshot belongs to, as EBS CSI and Velero's plugin set it. */
export function clusterTag(clusterName: string): string {
  return `kubernetes.io/cluster/${clusterName}`;
}

/**
 * Reading and writing backups. The account is checked too: where the bucket is not there, somebody else's of its name will
 * not do.
 * Sources: velero-plugin-for-aws v1.14.2, README, "Set permissions for Velero"; AWS KMS Developer Guide, "Use aliases to
 * control access to KMS keys". PutObjectTagging is left out, which only the location's option `tagging` needs.
 */
export function backupAccess({ scope, bucket, keyAlias }: VeleroPolicyArgs): PolicyDocument {
  const arn = `arn:${scope.partition}:s3:::${bucket}`;
  const ours: Conditions = { StringEquals: { "aws:ResourceAccount": scope.accountId } };
  return policyDocument(
    {
      Sid: "ReadAndWriteBackups",
      Effect: "Allow",
      Action: [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
      ],
      Resource: `${arn}/*`,
      Condition: ours,
    },
    { Sid: "ListBackups", Effect: "Allow", Action: "s3:ListBucket", Resource: arn, Condition: ours },
    {
      Sid: "EncryptBackups",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      // Any key of the account and region; the condition leaves the one with our alias, and S3 as the only way to use it.
      Resource: regionalArn(scope, "kms", "key/*"),
      Condition: {
        StringEquals: { "kms:ViaService": s3Service(scope, scope.region) },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${keyAlias}` },
      },
    },
  );
}

/**
 * Snapshots of volumes that the EBS CSI driver does not look after: those are taken, restored and deleted by the driver,
 * with its own role. Velero may snapshot volumes of its cluster, and make volumes of its cluster from snapshots of its
 * cluster. It may delete no snapshot: one that is taken over cannot take the backups along.
 */
export function snapshotAccess({ scope, clusterName }: VeleroPolicyArgs): PolicyDocument {
  const tag = clusterTag(clusterName);
  const volumes = regionalArn(scope, "ec2", "volume/*");
  // Snapshots name no account in their ARN.
  const snapshots = `arn:${scope.partition}:ec2:${scope.region}::snapshot/*`;
  const belongs: Conditions = { StringEquals: { [`aws:ResourceTag/${tag}`]: "owned" } };
  const willBelong: Conditions = { StringEquals: { [`aws:RequestTag/${tag}`]: "owned" } };
  return policyDocument(
    {
      Sid: "FindVolumesAndSnapshots",
      Effect: "Allow",
      Action: ["ec2:DescribeVolumes", "ec2:DescribeSnapshots"],
      // EC2 lets nothing narrower be named for these.
      Resource: "*",
    },
    allow("SnapshotOwnVolumes", "ec2:CreateSnapshot", volumes, belongs),
    allow("MakeOwnSnapshots", "ec2:CreateSnapshot", snapshots, willBelong),
    allow("RestoreFromOwnSnapshots", "ec2:CreateVolume", snapshots, belongs),
    allow("MakeOwnVolumes", "ec2:CreateVolume", volumes, willBelong),
    allow("TagWhatIsMade", "ec2:CreateTags", [volumes, snapshots], {
      StringEquals: { "ec2:CreateAction": ["CreateSnapshot", "CreateVolume"] },
    }),
  );
}

function allow(sid: string, action: string, resource: string | string[], condition: Conditions): PolicyStatement {
  return { Sid: sid, Effect: "Allow", Action: action, Resource: resource, Condition: condition };
}
