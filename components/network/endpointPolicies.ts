import type { AwsScope } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement } from "../shared/iam.ts";

/**
 * Interface endpoint services a cluster without a way to the internet needs: its nodes, its add-ons, Karpenter and the
 * load balancer controller.
 * Sources: Amazon EKS User Guide, "Deploy private clusters with limited internet access"; Karpenter docs, "Private clusters".
 */
export const INTERFACE_ENDPOINTS = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "sts",
  "sqs",
  "ssm",
  "logs",
  "kms",
  "elasticloadbalancing",
  "autoscaling",
] as const;

/** A service in {@link INTERFACE_ENDPOINTS}. */
export type InterfaceEndpoint = (typeof INTERFACE_ENDPOINTS)[number];

/** Services whose endpoints have a prefix of their own in China. Source: AWS CDK, `InterfaceVpcEndpointAwsService`; eks-auth goes with eks. */
const CHINA_PREFIXED: readonly InterfaceEndpoint[] = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "sts",
  "sqs",
  "autoscaling",
];

/** Name under which a region offers a service to VPC endpoints. */
export function endpointServiceName(scope: AwsScope, service: InterfaceEndpoint | "s3"): string {
  const prefixed = scope.partition === "aws-cn" && service !== "s3" && CHINA_PREFIXED.includes(service);
  return `${prefixed ? "cn." : ""}com.amazonaws.${scope.region}.${service}`;
}

/**
 * Policy of an interface endpoint: nobody but principals of this account gets through. It grants nothing; what a
 * principal may do is for its own policies, hence the wildcards. Images of EKS add-ons are in registries of AWS, but it is
 * the node's role that pulls them, so ECR needs no exception. Calls without credentials (an OIDC token for
 * a role) do not get through; EKS Pod Identity makes none.
 */
export function interfaceEndpointPolicy(scope: AwsScope, service: InterfaceEndpoint): PolicyDocument {
  // `ecr.api` and `ecr.dkr` are two endpoints of one IAM service.
  const [iamService = service] = service.split(".");
  return policyDocument(ownPrincipals(scope, iamService));
}

/**
 * Policy of the S3 gateway endpoint. Principals of this account get through, as above. Image layers and packages
 * are read without our credentials, anonymously or by presigned URLs of the registry, so these buckets are readable to all.
 */
export function s3EndpointPolicy(scope: AwsScope): PolicyDocument {
  return policyDocument(ownPrincipals(scope, "s3"), {
    Sid: "PublicImagesAndPackages",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: publicBuckets(scope).map((bucket) => `arn:${scope.partition}:s3:::${bucket}/*`),
  });
}

function ownPrincipals(scope: AwsScope, iamService: string): PolicyStatement {
  return {
    Sid: "PrincipalsOfThisAccount",
    Effect: "Allow",
    Principal: "*",
    Action: `${iamService}:*`,
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": scope.accountId } },
  };
}

/** Buckets others own and a node reads. A gateway endpoint carries traffic to its own region only, so only those count. */
function publicBuckets(scope: AwsScope): string[] {
  const { region } = scope;
  return [
    // Layers of images in ECR. Source: Amazon ECR User Guide, "Minimum Amazon S3 Bucket Permissions for Amazon ECR".
    `prod-${region}-starport-layer-bucket`,
    // Packages of Amazon Linux 2023. Source: aws-samples, data-perimeter-policy-examples.
    `al2023-repos-${region}-de612dc2`,
    // Layers of images in registry.k8s.io, which sends clients to the bucket of their region. Source: kubernetes/registry.k8s.io.
    `prod-registry-k8s-io-${region}`,
    // quay.io and Docker Hub send clients in this region, where theirs are, to the buckets themselves.
    ...(region === "us-east-1" ? ["quayio-production-s3", "docker-images-prod"] : []),
  ];
}
