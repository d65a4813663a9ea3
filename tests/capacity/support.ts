import { readCatalogue } from "../../capacity/catalogue/read.ts";
import { parseManifests } from "../../capacity/model/yaml.ts";
import { readPods } from "../../capacity/pods/read.ts";
import { fromManifests } from "../../capacity/pools/fromManifests.ts";
import { capacityReport } from "../../capacity/report.ts";
import type { CapacityReport, PoolReport, SimulationReport, WorkloadReport } from "../../capacity/reportModel.ts";

/** A NodePool; `spec` and `template` are YAML in flow style, put into its spec and its template's spec. */
export function pool(name: string, template: string, spec = "{}", labels = "{}"): string {
  const [outer, inner] = [spec.slice(1, -1).trim(), template.slice(1, -1).trim()];
  return `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: ${name} }
spec: { ${outer}${outer === "" ? "" : ", "}template: { metadata: { labels: ${labels} }, spec: { nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }${inner === "" ? "" : `, ${inner}`} } } }
`;
}

/** A requirement in flow style. */
export function needs(key: string, operator: string, ...values: readonly string[]): string {
  return `{ key: ${key}, operator: ${operator}, values: [${values.map((value) => `"${value}"`).join(", ")}] }`;
}

/** A Deployment; `spec` is YAML in flow style, put into its pod's spec, and `requests` what its container requests. */
export function deployment(name: string, replicas: number, requests: string, spec = "{}"): string {
  const inner = spec.slice(1, -1).trim();
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec: { replicas: ${replicas}, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ resources: { requests: ${requests} } }]${inner === "" ? "" : `, ${inner}`} } } }
`;
}

/** The report on pools and pods given as YAML documents. */
export function reportOn(pools: readonly string[], pods?: readonly string[]): CapacityReport {
  const file = pods && readPods(parseManifests(pods.join("---\n"), "pods.yaml"), "pods.yaml");
  const named = file?.workloads.flatMap(({ shape }) => [...shape.requirements.values()]) ?? [];
  const source = fromManifests(parseManifests(pools.join("---\n"), "pools.yaml"), "pools.yaml", named, "us-east-1");
  return capacityReport(source, readCatalogue(), file);
}

/** Where pods land on pools, both YAML documents. */
export function place(pools: readonly string[], pods: readonly string[]): SimulationReport {
  const { simulation } = reportOn(pools, pods);
  if (!simulation) throw new Error("expected a simulation");
  return simulation;
}

/** The only workload; fails when there is another number of them. */
export function onlyWorkload({ workloads }: SimulationReport): WorkloadReport {
  const [workload, ...others] = workloads;
  if (!workload || others.length > 0) throw new Error(`expected one workload, found ${workloads.length}`);
  return workload;
}

/** Pool -> pods of it, for every pod that landed. */
export function landed(simulation: SimulationReport): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { placed } of simulation.workloads) {
    for (const { pool: name, pods } of placed) sum[name] = (sum[name] ?? 0) + pods;
  }
  return sum;
}

/** The report on one pool. */
export function reportOnPool(yaml: string, ...others: readonly string[]): PoolReport {
  const [first] = reportOn([yaml, ...others]).pools;
  if (!first) throw new Error("expected a pool");
  return first;
}

/** Names of the types that qualify for a pool with the given requirements. */
export function typesOf(...requirements: readonly string[]): string[] {
  return reportOnPool(pool("tested", `{ requirements: [${requirements.join(", ")}] }`)).types.map(({ name }) => name);
}
