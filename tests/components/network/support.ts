import * as pulumi from "@pulumi/pulumi";
import { networkSchema } from "../../../components/network/config.ts";
import { NetworkComponent } from "../../../components/network/index.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { all, planOf, TEST_SCOPE } from "../../support/harness.ts";

export const COMPONENT = "eks-platform:network:NetworkComponent";
export const VPC = "aws:ec2/vpc:Vpc";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const ADDRESS = "aws:ec2/eip:Eip";
export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const ROUTE = "aws:ec2/route:Route";
export const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** The least a stack says of its network. */
export const BARE = { cidr: "10.30.0.0/16" };

/** A network under test. */
export interface Made {
  readonly plan: Plan;
  /** What its outputs came to; an output that is not known before deployment is missing. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Names of the outputs it registered itself; the SDK registers none for a component that forgets to. */
  readonly registered: readonly string[];
}

/** Makes a network and waits for its outputs, as another component would be handed them. */
export async function network(tier: Tier, found: unknown, unknowns = false): Promise<Made> {
  const outputs: Record<string, unknown> = {};
  const registered: string[] = [];
  class Watched extends NetworkComponent {
    protected override registerOutputs(given?: pulumi.Inputs): void {
      registered.push(...Object.keys(given ?? {}));
      super.registerOutputs(given);
    }
  }
  const plan = await planOf(
    () => {
      const { vpcId, cidr, publicSubnetIds, privateSubnetIds, intraSubnetIds, zones, natGatewayIds } = new Watched(
        "network",
        {
          scope: TEST_SCOPE,
          clusterName: "atlas",
          config: networkSchema(tier).parse(found),
          protect: tier === "prod",
        },
      );
      const gateways = pulumi.all([...natGatewayIds]);
      const handedOut = {
        vpcId,
        cidr,
        publicSubnetIds,
        privateSubnetIds,
        intraSubnetIds,
        zones,
        natGatewayIds: gateways,
      };
      for (const [key, output] of Object.entries<pulumi.Output<unknown>>(handedOut)) {
        output.apply((value) => (outputs[key] = value));
      }
    },
    { unknowns },
  );
  return { plan, outputs, registered };
}

/** Everything but the provider, which the component does not make. */
export function made(plan: Plan): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type !== "pulumi:providers:aws");
}

/** Ids of the resources of a type whose names begin with the prefix, in the order they were asked for. */
export function idsOf(plan: Plan, type: string, prefix: string): (string | undefined)[] {
  return all(plan, type)
    .filter((resource) => resource.name.startsWith(prefix))
    .map((resource) => resource.id);
}

/** The tags of a resource; none are an empty record. */
export function tagsOf(resource: PlannedResource): Record<string, string> {
  return (resource.inputs.tags ?? {}) as Record<string, string>;
}
