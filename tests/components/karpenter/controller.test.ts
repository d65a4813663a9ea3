import { expect } from "chai";
import { devicePluginValues } from "../../../components/karpenter/devicePlugin.ts";
import { controllerNetworkPolicy } from "../../../components/karpenter/networkPolicy.ts";
import { controllerValues, crdValues } from "../../../components/karpenter/values.ts";
import { karpenter } from "./support.ts";

function values(found: unknown, tier: "dev" | "prod" = "prod", serviceMonitors = false) {
  return controllerValues({
    clusterName: "atlas",
    clusterEndpoint: "https://api.example",
    queueName: "atlas-karpenter",
    controller: karpenter(found, tier).controller,
    serviceMonitors,
  });
}

describe("the values of the Karpenter chart", () => {
  it("name the cluster, its endpoint and the queue", () => {
    expect(values({}).settings).to.include({
      clusterName: "atlas",
      clusterEndpoint: "https://api.example",
      interruptionQueue: "atlas-karpenter",
    });
  });
  it("use the service account that has the role, twice", () => {
    expect(values({})).to.deep.include({ replicas: 2, serviceAccount: { create: true, name: "karpenter" } });
  });
  it("ask for 1 CPU and 1Gi in prod, 250m and 256Mi in dev, limited in both", () => {
    expect(values({}).controller.resources).to.deep.equal({
      requests: { cpu: "1", memory: "1Gi" },
      limits: { cpu: "2", memory: "1Gi" },
    });
    expect(values({}, "dev").controller.resources).to.deep.equal({
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { cpu: "1", memory: "512Mi" },
    });
    expect(values({ enabled: true, controller: { size: "large" } }, "dev").controller.resources.requests.cpu).to.equal(
      "1",
    );
  });
  it("pass on what the stack says of log level, gates and settings", () => {
    const found = values({
      controller: {
        logLevel: "debug",
        featureGates: { spotToSpotConsolidation: true },
        batchIdleDuration: "2s",
        batchMaxDuration: "20s",
        preferencePolicy: "Ignore",
        minValuesPolicy: "BestEffort",
        zonalShift: true,
        isolatedVpc: true,
      },
    });
    expect(found.logLevel).to.equal("debug");
    expect(found.settings).to.deep.include({
      featureGates: {
        nodeRepair: false,
        nodeOverlay: false,
        spotToSpotConsolidation: true,
        capacityBuffer: false,
        reservedCapacity: true,
      },
      batchIdleDuration: "2s",
      batchMaxDuration: "20s",
      preferencePolicy: "Ignore",
      minValuesPolicy: "BestEffort",
      enableZonalShift: true,
      isolatedVPC: true,
    });
  });
  it("describe the metrics to Prometheus where it is there", () => {
    expect(values({}, "prod", true).serviceMonitor.enabled).to.equal(true);
    expect(values({}).serviceMonitor.enabled).to.equal(false);
  });
  it("have Helm leave the definitions, and with them every node, when their release goes", () => {
    expect(crdValues().additionalAnnotations).to.deep.equal({ "helm.sh/resource-policy": "keep" });
  });
});

describe("the controller's network policy", () => {
  const { metadata, spec } = controllerNetworkPolicy(true);
  const tcp = (port: number) => [{ protocol: "TCP", port }];

  it("selects the controller's pods and none of the others in kube-system", () => {
    expect(metadata.namespace).to.equal("kube-system");
    expect(spec.podSelector.matchLabels).to.deep.equal({
      "app.kubernetes.io/name": "karpenter",
      "app.kubernetes.io/instance": "karpenter",
    });
    expect(spec.policyTypes).to.deep.equal(["Ingress", "Egress"]);
  });
  it("lets in the platform's Prometheus to the metrics and probes from the node, and nobody else", () => {
    const prometheus = {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
      podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
    };
    expect(spec.ingress).to.deep.equal([{ from: [prometheus], ports: tcp(8080) }, { ports: tcp(8081) }]);
  });
  it("keeps everybody from the metrics where the platform has no Prometheus", () => {
    expect(controllerNetworkPolicy(false).spec.ingress).to.deep.equal([{ ports: tcp(8081) }]);
  });
  it("lets out to DNS, the Pod Identity agent, and HTTPS but for the node's metadata, and nowhere else", () => {
    const [dns, agent, https, ...others] = spec.egress;
    expect(others).to.be.empty;
    expect(dns?.to).to.deep.equal([
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ]);
    expect(dns?.ports).to.deep.equal([
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ]);
    expect(agent).to.deep.equal({ to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: tcp(80) });
    expect(https).to.deep.equal({
      to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
      ports: tcp(443),
    });
  });
});

describe("the values of NVIDIA's device plugin", () => {
  it("run it on Karpenter's nodes with NVIDIA's GPUs, whatever their taints", () => {
    const { affinity, tolerations } = devicePluginValues();
    expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).to.deep.equal([
      {
        matchExpressions: [{ key: "karpenter.k8s.aws/instance-gpu-manufacturer", operator: "In", values: ["nvidia"] }],
      },
    ]);
    expect(tolerations).to.deep.equal([{ operator: "Exists" }]);
  });
});
