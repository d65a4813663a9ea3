import { NO_OPTIONS } from "../../preview/defaultProviders.ts";
import {
  type Finding,
  type Plan,
  type PlannedOptions,
  type PlannedResource,
  type PolicyReport,
  Secret,
} from "../../preview/plan.ts";

/** What a test says about a resource; the rest is filled in. */
export type Sketch = Partial<Omit<PlannedResource, "options" | "type" | "name">> & {
  readonly options?: Partial<PlannedOptions>;
};

/** URN of a resource of the plans made here. */
export function urnOf(type: string, name: string, stack = "prod"): string {
  return `urn:pulumi:${stack}::eks-platform::${type}::${name}`;
}

/** A resource; what a component is shows in its type. */
export function resource(type: string, name: string, sketch: Sketch = {}): PlannedResource {
  return {
    urn: urnOf(type, name),
    type,
    name,
    custom: !type.startsWith("eks-platform:"),
    inputs: {},
    outputs: {},
    ...sketch,
    options: { ...NO_OPTIONS, ...sketch.options },
  };
}

/** A plan of these resources. */
export function planOf(resources: readonly PlannedResource[], sketch: Partial<Omit<Plan, "resources">> = {}): Plan {
  return {
    project: "eks-platform",
    stack: "prod",
    region: "eu-central-1",
    outputs: {},
    messages: [],
    ...sketch,
    resources,
  };
}

/** A report of packs that found nothing. */
export const NOTHING_FOUND: PolicyReport = { findings: [], packs: { "test-pack": 3 } };

const NETWORK = "eks-platform:network:NetworkComponent";
const APPS = "eks-platform:application:ApplicationComponent";
const VPC = "aws:ec2/vpc:Vpc";
const ROLE = "aws:iam/role:Role";
/** The one secret of {@link smallPlan}: it must occur in no output. */
export const SECRET = "correct-horse-battery";

/** A finding that quotes it: what a careless rule might say. */
export const QUOTING_FINDING: Finding = {
  pack: "test-pack",
  rule: "no-plain-password",
  level: "mandatory",
  message: `value "${SECRET}" is plain`,
  urn: urnOf("kubernetes:core/v1:Secret", "shop-secret"),
};

/** A trust policy as a resource carries it. */
export const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole"] }],
};

/** Two components and a provider: enough for every renderer to show what it does. */
export function smallPlan(): Plan {
  const network = urnOf(NETWORK, "network");
  const apps = urnOf(APPS, "shop");
  const vpc = urnOf(VPC, "network-vpc");
  const provider = urnOf("pulumi:providers:aws", "default");
  return planOf(
    [
      resource("pulumi:providers:aws", "default", { inputs: { region: "eu-central-1" }, modelled: "the engine" }),
      resource(NETWORK, "network"),
      resource(VPC, "network-vpc", {
        parent: network,
        provider,
        id: "vpc-0123456789abcdef0",
        inputs: { cidrBlock: "10.0.0.0/16" },
        options: { protect: true },
      }),
      resource("aws:ec2/subnet:Subnet", "network-private-a", {
        parent: network,
        provider,
        inputs: { cidrBlock: "10.0.0.0/19", availabilityZone: "eu-central-1a", vpcId: "vpc-0123456789abcdef0" },
        options: { dependencies: [vpc], propertyDependencies: { vpcId: [vpc] } },
      }),
      resource(APPS, "shop"),
      resource(ROLE, "shop-role", {
        parent: apps,
        inputs: { name: "atlas-prod-shop", assumeRolePolicy: JSON.stringify(TRUST) },
        options: { retainOnDelete: true },
      }),
      resource("kubernetes:apps/v1:Deployment", "shop-web", {
        parent: apps,
        inputs: {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { name: "web", namespace: "shop", annotations: { "pulumi.com/skipAwait": "true" } },
          spec: {
            replicas: 3,
            template: { spec: { containers: [{ name: "web", image: "registry.example/web:1.2" }] } },
          },
        },
      }),
      resource("kubernetes:core/v1:Secret", "shop-secret", {
        parent: apps,
        inputs: { metadata: { name: "login", namespace: "shop" }, stringData: { password: SECRET } },
      }),
      resource("kubernetes:helm.sh/v3:Release", "shop-cache", {
        parent: apps,
        inputs: {
          name: "cache",
          chart: "redis",
          version: "1.2.3",
          namespace: "shop",
          repositoryOpts: { repo: "https://charts.example" },
          values: { replicas: 2, auth: new Secret(SECRET) },
        },
      }),
    ],
    {
      outputs: { password: new Secret(SECRET), vpcId: "vpc-0123456789abcdef0" },
      messages: [{ severity: "warning", text: "Kubernetes 1.35 leaves standard support on 27 March 2027." }],
    },
  );
}
