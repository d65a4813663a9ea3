import { ClusterComponent } from "./components/cluster/index.ts";
import { loadConfig } from "./components/config/load.ts";
import { NetworkComponent } from "./components/network/index.ts";

const { aws, cluster, clusterName, deployAccess, network } = loadConfig();
const { scope, tags } = aws;

const vpc = new NetworkComponent("network", { scope, clusterName, config: network, protect: cluster.deletionProtection });

const eks = new ClusterComponent("cluster", {
  scope,
  clusterName,
  tags,
  // Nodes pull images from their first second on, which takes routes and NAT gateways, not only subnets.
  network: { vpcId: vpc.vpcId, privateSubnetIds: vpc.privateSubnetIds, intraSubnetIds: vpc.intraSubnetIds, ready: vpc },
  config: cluster,
  deployAccess,
  dedicatedSystemNodes: false,
});

export const clusterEndpoint = eks.endpoint;
export const certificateAuthority = eks.certificateAuthority;
export const kubeconfig = eks.kubeconfig;
export const nodeRole = eks.nodeRoleArn;
export const discoveryTag = eks.discoveryTag;
export const vpcId = vpc.vpcId;
export { clusterName };
