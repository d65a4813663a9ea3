import { expect } from "chai";
import { collectorConfig } from "../../../components/tracing/collectorConfig.ts";
import { collectorSpec } from "../../../components/tracing/collectorSpec.ts";
import { networkPolicySpec } from "../../../components/tracing/networkPolicy.ts";

const METRICS = { namespace: "EksPlatform/atlas/Applications", logGroup: "/aws/eks/atlas/application-metrics" };
const ALL = { clusterName: "atlas", region: "eu-west-1", sampleShare: 1, metrics: METRICS };

/** Components a pipeline names, and those that are configured: what is only in one of them stops a collector, or idles. */
function components(config: ReturnType<typeof collectorConfig>) {
  const pipelines = Object.values(config.service.pipelines) as {
    receivers: string[];
    processors: string[];
    exporters: string[];
  }[];
  const used = (kind: "receivers" | "processors" | "exporters") => [
    ...new Set(pipelines.flatMap((pipeline) => pipeline[kind])),
  ];
  return (["receivers", "processors", "exporters"] as const).map((kind) => ({
    kind,
    used: used(kind).sort(),
    configured: Object.keys(config[kind]).sort(),
  }));
}

describe("the configuration of the collectors", () => {
  for (const [name, changes] of Object.entries({
    "traces and metrics": {},
    "traces alone": { metrics: undefined },
    "a share of the traces": { sampleShare: 0.1 },
  })) {
    it(`for ${name} names what it configures, and configures what it names`, () => {
      for (const { kind, used, configured } of components(collectorConfig({ ...ALL, ...changes }))) {
        expect(used, kind).to.deep.equal(configured).and.to.not.deep.equal([]);
      }
    });
  }

  it("has every signal first pass what refuses it for want of memory", () => {
    for (const { processors } of Object.values(collectorConfig(ALL).service.pipelines)) {
      expect(processors[0]).to.equal("memory_limiter");
      expect(processors.at(-1)).to.match(/^batch\//);
    }
  });

  it("keeps the share of traces, and of metrics all", () => {
    const { processors, service } = collectorConfig({ ...ALL, sampleShare: 0.25 });
    expect(processors.probabilistic_sampler).to.deep.equal({ sampling_percentage: 25 });
    for (const [sampleShare, sampling_percentage] of [
      [0.07, 7],
      [0.00001, 0.01],
    ] as const) {
      const sampled = collectorConfig({ ...ALL, sampleShare });
      expect(sampled.processors.probabilistic_sampler).to.deep.equal({ sampling_percentage });
    }
    expect(service.pipelines.traces.processors).to.include("probabilistic_sampler");
    expect(service.pipelines.metrics?.processors).to.not.include("probabilistic_sampler");
    expect(collectorConfig(ALL).processors.probabilistic_sampler).to.equal(undefined);
  });

  it("makes one metric a service, whatever applications say about themselves", () => {
    expect(collectorConfig(ALL).exporters.awsemf).to.deep.include({
      namespace: METRICS.namespace,
      log_group_name: METRICS.logGroup,
      dimension_rollup_option: "NoDimensionRollup",
      metric_declarations: [{ dimensions: [["service.name"]], metric_name_selectors: [".*"] }],
    });
  });

  it("says which cluster a trace is from", () => {
    expect(collectorConfig(ALL).processors["resource/cluster"]).to.deep.equal({
      attributes: [{ key: "k8s.cluster.name", value: "atlas", action: "upsert" }],
    });
  });
});

describe("the object of the collectors", () => {
  const spec = collectorSpec({ ...ALL, replicas: 2 });

  it("asks for pods that the restricted profile admits", () => {
    expect(spec.podSecurityContext).to.deep.equal({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(spec.securityContext).to.deep.equal({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("bounds their memory, and lets one of them go at a time", () => {
    expect(spec.resources).to.deep.equal({
      requests: { cpu: "100m", memory: "256Mi" },
      limits: { memory: "512Mi" },
    });
    expect(spec.podDisruptionBudget).to.deep.equal({ maxUnavailable: 1 });
    expect(spec.replicas).to.equal(2);
  });

  it("leaves the configuration to this program, and the image to the operator", () => {
    expect(spec).to.include({ mode: "deployment", managementState: "managed", upgradeStrategy: "none" });
    expect(spec).to.not.have.property("image");
  });
});

describe("the network of the namespace tracing", () => {
  const { ingress, egress } = networkPolicySpec({ serviceMonitors: true, namesOnNodes: true }) as unknown as {
    ingress: { from: unknown[]; ports: { port: number }[] }[];
    egress: { to?: { ipBlock: { cidr: string; except?: string[] } }[]; ports: { port: number }[] }[];
  };
  it("lets pods of any namespace send, and Prometheus measure where there is one", () => {
    expect(ingress.map(({ ports }) => ports.map(({ port }) => port))).to.deep.equal([[4317, 4318], [8888]]);
    expect(ingress[0]?.from).to.deep.equal([{ namespaceSelector: {} }]);
    expect(networkPolicySpec({ serviceMonitors: false, namesOnNodes: true }).ingress).to.have.length(1);
  });

  it("lets them have credentials by Pod Identity, and not the node's", () => {
    const open = egress.filter(({ to }) => to !== undefined);
    expect(open.map(({ to }) => to?.[0]?.ipBlock)).to.deep.equal([
      { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] },
      { cidr: "169.254.170.23/32" },
    ]);
    expect(open.map(({ ports }) => ports.map(({ port }) => port))).to.deep.equal([[443], [80]]);
  });
});
