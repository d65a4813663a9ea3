import * as pulumi from "@pulumi/pulumi";
import { ApplicationComponent, NamespacesComponent } from "./components/application/index.ts";
import { measuredApplications } from "./components/application/measured.ts";
import { CertManagerComponent } from "./components/cert-manager/index.ts";
import { ClusterComponent } from "./components/cluster/index.ts";
import { STORAGE_CLASS } from "./components/cluster/storageClasses.ts";
import { loadConfig } from "./components/config/load.ts";
import { KarpenterComponent } from "./components/karpenter/index.ts";
import { LoadBalancerControllerComponent } from "./components/load-balancer-controller/index.ts";
import { MonitoringComponent } from "./components/monitoring/index.ts";
import { NetworkComponent } from "./components/network/index.ts";
import { loadBalancerRanges, zoneNames } from "./components/network/ranges.ts";
import { MonitoringCrdsComponent, ObservabilityComponent } from "./components/observability/index.ts";
import { prometheusAddressOf, scraperNamespace } from "./components/rollouts/config.ts";
import { RolloutsComponent } from "./components/rollouts/index.ts";
import { privateSources } from "./components/shared/deployAccess.ts";
import { withPermissionsBoundary } from "./components/shared/permissionsBoundary.ts";
import { TracingComponent } from "./components/tracing/index.ts";
import { VeleroComponent } from "./components/velero/index.ts";
import { watchedSchedules } from "./components/velero/watched.ts";

const config = loadConfig();
const { clusterName, tier } = config;
const { scope, tags } = config.aws;
const serviceMonitors = config.observability.enabled;
// Production's backups outlive it, and so do the keys of what they hold.
const keepBackups = tier === "prod" && config.velero.enabled;

if (config.permissionsBoundary !== undefined) {
  pulumi.runtime.registerResourceTransform(withPermissionsBoundary(config.permissionsBoundary));
}

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
  apiSources: privateSources(config.deployAccess, config.network.cidr),
  dedicatedSystemNodes: config.karpenter.enabled,
  keepVolumeKey: keepBackups,
  ...(config.velero.restoreFrom && { restoresFrom: config.velero.restoreFrom.clusterName }),
});
// The kinds of monitors come before whatever describes its metrics by them.
const monitorKinds = serviceMonitors
  ? [new MonitoringCrdsComponent("monitoring-crds", { providers: [eks.provider], dependsOn: [...eks.ready] })]
  : [];
// Auto Mode's nodes resolve names themselves, where no selector of pods reaches.
const namesOnNodes = config.cluster.autoMode;
const inCluster = { providers: [eks.provider], dependsOn: [...eks.ready, ...monitorKinds] };

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
        namesOnNodes,
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
        keepData: keepBackups,
        serviceMonitors,
        namesOnNodes,
      },
      inCluster,
    )
  : undefined;

const monitoring = config.monitoring.enabled
  ? new MonitoringComponent(
      "monitoring",
      {
        scope,
        clusterName,
        cluster: eks.clusterName,
        tags,
        config: config.monitoring,
        tier,
        protect: config.cluster.deletionProtection,
        runbookBaseUrl: config.observability.runbookBaseUrl,
        controllers: [
          ...(karpenter ? (["karpenter"] as const) : []),
          ...(loadBalancerController ? (["load-balancer-controller"] as const) : []),
          ...(rollouts ? (["rollouts"] as const) : []),
          ...(velero ? (["velero"] as const) : []),
        ],
        ...(eks.systemNodes && { nodeGroup: eks.systemNodes }),
        natGatewayIds: network.natGatewayIds,
        ...(karpenter && { interruptionQueueName: karpenter.queueName }),
        serviceMonitors,
        namesOnNodes,
      },
      inCluster,
    )
  : undefined;

// What does not fit on the system nodes: where Karpenter runs, its pools bring the room.
const withRoom = { providers: [eks.provider], dependsOn: [...inCluster.dependsOn, ...(karpenter?.ready ?? [])] };

if (config.observability.enabled) {
  new ObservabilityComponent(
    "observability",
    {
      scope,
      clusterName,
      cluster: eks.clusterName,
      config: config.observability,
      storageClass: STORAGE_CLASS,
      namesOnNodes,
      ...(monitoring && { topic: monitoring.announcements }),
      watched: {
        karpenter: config.karpenter.enabled,
        rollouts: config.rollouts.enabled,
        backups: config.velero.enabled ? watchedSchedules(config.velero) : undefined,
        applications: measuredApplications(config.applications),
      },
    },
    withRoom,
  );
}

const certManager = config.certManager.enabled
  ? new CertManagerComponent("cert-manager", { tier, serviceMonitors, namesOnNodes }, withRoom)
  : undefined;

if (config.tracing.enabled) {
  new TracingComponent(
    "tracing",
    {
      scope,
      clusterName,
      cluster: eks.clusterName,
      config: config.tracing,
      protect: config.cluster.deletionProtection,
      serviceMonitors,
      namesOnNodes,
    },
    { ...withRoom, dependsOn: [...withRoom.dependsOn, ...(certManager ? [certManager] : [])] },
  );
}

const namespaces = new NamespacesComponent("namespaces", { applications: config.applications }, inCluster);
// Backwards when the stack goes: applications first, while what takes down their load balancers and drains their nodes runs.
const underApplications = [
  ...inCluster.dependsOn,
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
      scrapedFrom: scraperNamespace(config.rollouts, serviceMonitors),
      namesOnNodes,
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
export const interruptionQueue = karpenter?.queueName ?? "";
export const backupBucket = velero?.bucketName ?? "";
export const backupKey = velero?.keyArn ?? "";
