import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { platformNames } from "../shared/names.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import { AWS_LOAD_BALANCER_CONTROLLER } from "../shared/versions.ts";
import type { LoadBalancerControllerArgs } from "./args.ts";
import { controllerPolicies } from "./iamPolicy.ts";
import { controllerValues } from "./values.ts";

const NAMESPACE = "kube-system";
const SERVICE_ACCOUNT = "aws-load-balancer-controller";

/**
 * The AWS Load Balancer Controller, which makes an Application Load Balancer of each ingress. Whatever has an ingress must
 * depend on this component, so that its load balancer is taken down while the controller still runs.
 */
export class LoadBalancerControllerComponent extends pulumi.ComponentResource {
  constructor(name: string, args: LoadBalancerControllerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:load-balancer-controller:LoadBalancerControllerComponent", name, {}, opts);
    const { scope, clusterName } = args;

    const role = new PodIdentityRole(
      `${name}-role`,
      {
        scope,
        clusterName,
        cluster: args.cluster,
        roleName: platformNames(clusterName).loadBalancerControllerRole,
        description: "Makes and changes the load balancers of the cluster's ingresses",
        namespace: NAMESPACE,
        serviceAccount: SERVICE_ACCOUNT,
        policies: controllerPolicies(scope, clusterName),
      },
      { parent: this },
    );
    new kubernetes.helm.v3.Release(
      `${name}-release`,
      {
        name: "aws-load-balancer-controller",
        namespace: NAMESPACE,
        chart: AWS_LOAD_BALANCER_CONTROLLER.chart,
        version: AWS_LOAD_BALANCER_CONTROLLER.chartVersion,
        repositoryOpts: { repo: AWS_LOAD_BALANCER_CONTROLLER.repository },
        values: {
          ...controllerValues({
            clusterName,
            region: scope.region,
            serviceAccount: SERVICE_ACCOUNT,
            tags: args.tags,
            serviceMonitors: args.serviceMonitors,
          }),
          vpcId: args.vpcId,
        },
        atomic: true,
        timeout: 600,
      },
      { parent: this, dependsOn: [role] },
    );

    this.registerOutputs({ roleArn: role.roleArn });
  }
}
