import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { ApplicationConfig } from "./config/types.ts";
import type { LoadBalancerRanges } from "./networkPolicy.ts";

/** What an ApplicationComponent is made from. */
export interface ApplicationArgs {
  /** The application, checked and with its defaults filled in. */
  readonly config: ApplicationConfig;
  readonly scope: AwsScope;
  /** Name of the cluster, as configured: its role is named after it. */
  readonly clusterName: string;
  /** Name of the cluster as an Output of the made cluster, so that Pod Identity waits for it. */
  readonly cluster: pulumi.Input<string>;
  /** Whether the platform runs a Prometheus: whether ServiceMonitors are known to the cluster, and metrics asked for. */
  readonly serviceMonitors: boolean;
  /** Namespace of a Prometheus that is not the platform's and scrapes the applications. Default: there is none. */
  readonly scrapedFrom?: string | undefined;
  /** Whether names are resolved on each node, as with EKS Auto Mode, and not by pods. */
  readonly namesOnNodes: boolean;
  /** Where load balancers send from: the public subnets' ranges and the private ones', or the VPC's where they are not known. */
  readonly loadBalancerRanges: LoadBalancerRanges;
}

/** What each group of children is made with. */
export interface ApplicationContext extends ApplicationArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}

/** Metadata of an object of the application. */
export function metadata(config: ApplicationConfig, name: string, labels: Readonly<Record<string, string>>) {
  return { name, namespace: config.namespace, labels: { ...labels } };
}
