import type { PolicyResource } from "@pulumi/policy";

/** A resource before it has a name of its own: its type and what to put in, given a number. */
type Kind = [type: string, props: (i: number) => Record<string, unknown>, dependsOn?: string];

const TAGS = { platform: "x", environment: "x", owner: "x", "cost-center": "x", "business-unit": "x", compliance: "x" };
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";

const statement = (action: string, i: number) => ({
  Effect: "Allow",
  Action: [action, "ec2:DescribeInstances", "ec2:DescribeImages", "ec2:CreateTags"],
  Resource: `arn:aws:ec2:eu-west-1:111122223333:instance/i-${i}`,
  Condition: { StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/blue": "owned" } },
});

const tls = (service: string, resources: string[]) => ({
  Effect: "Deny",
  Principal: "*",
  Action: `${service}:*`,
  Resource: resources,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

const container = {
  name: "web",
  image: "registry.example.com/web:1.2.3",
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "128Mi" } },
  ports: [{ containerPort: 8080 }],
  readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
  livenessProbe: { httpGet: { path: "/live", port: 8080 } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
};

/** What a platform with many applications is made of, in equal parts. */
const KINDS: Kind[] = [
  [
    "aws:iam/policy:Policy",
    (i) => ({
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: Array.from({ length: 10 }, (_, n) =>
          statement(n % 2 ? "ec2:TerminateInstances" : "ec2:RunInstances", i),
        ),
      }),
    }),
  ],
  [
    "aws:iam/role:Role",
    () => ({
      assumeRolePolicy: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    }),
  ],
  ["aws:s3/bucket:Bucket", (i) => ({ bucket: `data-${i}` })],
  [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    (i) => ({
      bucket: `data-${i}`,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY } }],
    }),
    "bucket",
  ],
  [
    "aws:s3/bucketPolicy:BucketPolicy",
    (i) => ({
      bucket: `data-${i}`,
      policy: { Statement: [tls("s3", [`arn:aws:s3:::data-${i}`, `arn:aws:s3:::data-${i}/*`])] },
    }),
    "bucket",
  ],
  ["aws:sqs/queue:Queue", (i) => ({ url: `q-${i}`, sqsManagedSseEnabled: true, messageRetentionSeconds: 300 })],
  [
    "aws:sqs/queuePolicy:QueuePolicy",
    (i) => ({ queueUrl: `q-${i}`, policy: JSON.stringify({ Statement: [tls("sqs", ["*"])] }) }),
    "queueUrl",
  ],
  ["aws:cloudwatch/logGroup:LogGroup", () => ({ kmsKeyId: KEY, retentionInDays: 365 })],
  ["aws:kms/key:Key", () => ({ enableKeyRotation: true, deletionWindowInDays: 30 })],
  [
    "aws:ec2/launchTemplate:LaunchTemplate",
    () => ({
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ ebs: { encrypted: "true", kmsKeyId: KEY } }],
      tagSpecifications: [
        { resourceType: "instance", tags: TAGS },
        { resourceType: "volume", tags: TAGS },
      ],
    }),
  ],
  [
    "aws:ec2/securityGroup:SecurityGroup",
    (i) => ({
      id: `sg-${i}`,
      description: "Nodes",
      ingress: [{ description: "VPC", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
    }),
  ],
  [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    (i) => ({
      description: "In",
      securityGroupId: `sg-${i}`,
      ipProtocol: "tcp",
      fromPort: 8443,
      toPort: 8443,
      cidrIpv4: "10.0.0.0/16",
    }),
    "securityGroupId",
  ],
  ["aws:ec2/subnet:Subnet", () => ({ mapPublicIpOnLaunch: false })],
  [
    "kubernetes:apps/v1:Deployment",
    (i) => ({
      metadata: { name: `web-${i}`, namespace: "apps" },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: `web-${i}` } },
        template: {
          metadata: { labels: { app: `web-${i}` } },
          spec: { securityContext: { runAsNonRoot: true }, containers: [container] },
        },
      },
    }),
  ],
  [
    "kubernetes:policy/v1:PodDisruptionBudget",
    (i) => ({
      metadata: { name: `web-${i}`, namespace: "apps" },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: `web-${i}` } } },
    }),
  ],
  ["kubernetes:core/v1:ConfigMap", (i) => ({ metadata: { name: `web-${i}`, namespace: "apps" }, data: { a: "b" } })],
];

/**
 * A plan of so many resources, that link to one another as a real one's do.
 * @param guard puts the engine's proxy for unknown values around a resource's inputs
 */
export function syntheticPlan(
  count: number,
  guard: (props: Record<string, unknown>) => Record<string, unknown>,
): PolicyResource[] {
  const resources: PolicyResource[] = [];
  for (let n = 0; n < count; n++) {
    const i = Math.floor(n / KINDS.length);
    const [type, props, reference] = KINDS[n % KINDS.length] ?? KINDS[0] ?? ["", () => ({})];
    const name = `${type.slice(type.lastIndexOf(":") + 1)}-${i}`;
    const before = resources[n - 1];
    resources.push({
      type,
      name,
      urn: `urn:pulumi:bench::eks-platform::${type}::${name}`,
      props: guard({ ...props(i), ...(type.startsWith("aws:") && { tags: TAGS }) }),
      opts: {
        protect: true,
        ignoreChanges: [],
        aliases: [],
        additionalSecretOutputs: [],
        customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      },
      dependencies: [],
      propertyDependencies: reference === undefined || !before ? {} : { [reference]: [before] },
      isType: () => false,
      asType: () => undefined,
    });
  }
  return resources;
}
