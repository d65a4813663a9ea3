import { ApplicationComponent, NamespacesComponent } from "./components/application/index.ts";
import { ClusterComponent } from "./components/cluster/index.ts";
import { loadConfig } from "./components/config/load.ts";
import { KarpenterComponent } from "./components/karpenter/index.ts";
import { LoadBalancerControllerComponent } from "./components/load-balancer-controller/index.ts";
import { NetworkComponent } from "./components/network/index.ts";
import { loadBalancerRanges, zoneNames } from "./components/network/ranges.ts";
import { prometheusAddressOf } from "./components/rollouts/config.ts";
import { RolloutsComponent } from "./components/rollouts/index.ts";
import { VeleroComponent } from "./components/velero/index.ts";

const config = loadConfig();
const { clusterName, tier } = config;
const { scope, tags } = config.aws;
const serviceMonitors = false;

const network = new NetworkComponent("network", {
  scope,
  clusterName,
  config: config.network,
  protect: config.cluster.deletionProtection,
});

const eks = new ClusterComponent("cluster", {
  scope,
  clusterName,
  tags,
  // Nodes pull images from their first second on, which takes routes and NAT gateways, not only subnets.
  network: {
    vpcId: network.vpcId,
    privateSubnetIds: network.privateSubnetIds,
    intraSubnetIds: network.intraSubnetIds,
    ready: network,
  },
  config: config.cluster,
  deployAccess: config.deployAccess,
  dedicatedSystemNodes: config.karpenter.enabled,
});
const inCluster = { providers: [eks.provider], dependsOn: [...eks.ready] };

const karpenter = config.karpenter.enabled
  ? new KarpenterComponent(
      "karpenter",
      {
        scope,
        clusterName,
        cluster: eks.clusterName,
        clusterEndpoint: eks.endpoint,
        tags,
        discoveryTag: clusterName,
        zones: zoneNames(scope.region, config.network),
        tier,
        config: config.karpenter,
        serviceMonitors,
      },
      inCluster,
    )
  : undefined;

const loadBalancerController = config.loadBalancerController.enabled
  ? new LoadBalancerControllerComponent(
      "load-balancer-controller",
      { scope, clusterName, cluster: eks.clusterName, vpcId: network.vpcId, tags, serviceMonitors },
      inCluster,
    )
  : undefined;

const rollouts = config.rollouts.enabled
  ? new RolloutsComponent(
      "rollouts",
      {
        config: config.rollouts,
        prometheusAddress: prometheusAddressOf(config.rollouts, serviceMonitors),
        serviceMonitors,
        loadBalancers: config.loadBalancerController.enabled,
      },
      inCluster,
    )
  : undefined;

const velero = config.velero.enabled
  ? new VeleroComponent(
      "velero",
      {
        scope,
        clusterName,
        cluster: eks.clusterName,
        tags,
        config: config.velero,
        tier,
        keepData: tier === "prod",
        serviceMonitors,
      },
      inCluster,
    )
  : undefined;

const namespaces = new NamespacesComponent("namespaces", { applications: config.applications }, inCluster);
// Backwards when the stack goes: applications first, while what takes down their load balancers and drains their nodes runs.
const underApplications = [
  ...eks.ready,
  namespaces,
  ...(karpenter?.ready ?? []),
  ...(loadBalancerController ? [loadBalancerController] : []),
  ...(rollouts ? [rollouts] : []),
];
for (const application of config.applications) {
  new ApplicationComponent(
    `application-${application.name}`,
    {
      config: application,
      scope,
      clusterName,
      cluster: eks.clusterName,
      serviceMonitors,
      loadBalancerRanges: loadBalancerRanges(config.network),
    },
    { providers: [eks.provider], dependsOn: underApplications },
  );
}

export { clusterName };
export const clusterEndpoint = eks.endpoint;
export const certificateAuthority = eks.certificateAuthority;
export const kubeconfig = eks.kubeconfig;
export const nodeRole = eks.nodeRoleArn;
export const discoveryTag = eks.discoveryTag;
export const vpcId = network.vpcId;
export const interruptionQueue = karpenter?.queueName;
export const backupBucket = velero?.bucketName;
