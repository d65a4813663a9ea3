import { chartOf, groupAndKind, RELEASE } from "../model/kubernetesFacts.ts";
import { valuesAt } from "../cloud/values.ts";
import { type Editable, sectionOf, withPlatform } from "../engine/stackCopy.ts";
import type { Substitution } from "../engine/preload.ts";
import type { Change } from "../engine/outcome.ts";
import type { CloudRecord } from "../model/types.ts";
import { detailsOf, type Stage, StepFailure, StepSkipped } from "../stage.ts";
import type { Step } from "./types.ts";

/** A change that platform teams make. */
interface Alteration {
  readonly name: string;
  readonly title: string;
  /** What must be in the stack for the change to mean anything, in words and as a test. */
  readonly of: { readonly what: string; readonly has: (record: CloudRecord) => boolean };
  /** Edits the platform of the stack file; undefined when the change is one of the program. Throws StepSkipped. */
  readonly edit?: (platform: Editable, records: readonly CloudRecord[]) => void;
  readonly substitutions?: readonly Substitution[];
  /** Type, or end of it, that must be among what changes. */
  readonly touches: string;
}

const kind = (name: string) => (record: CloudRecord) => groupAndKind(record.type).kind === name;
const text = (value: unknown, fallback: string): string => (typeof value === "string" ? value : fallback);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

const CLUSTER_TYPE = "aws:eks/cluster:Cluster";
const GROUP_TYPE = "aws:eks/nodeGroup:NodeGroup";

const ALTERATIONS: readonly Alteration[] = [
  {
    name: "node-pool",
    title: "a new node pool",
    of: { what: "node pools", has: kind("NodePool") },
    edit: (platform, records) => {
      const karpenter = sectionOf(platform, "karpenter");
      // A stack that lists no pools has those of its tier, which are called after their presets.
      const names = records
        .filter(kind("NodePool"))
        .map(({ outputs }) => text(valuesAt(outputs, "metadata.name")[0], ""));
      const pools = Array.isArray(karpenter.nodePools)
        ? list(karpenter.nodePools)
        : names.map((preset) => ({ preset }));
      karpenter.nodePools = [...pools, { preset: "general", name: "rehearsed" }];
    },
    touches: ":NodePool",
  },
  {
    name: "karpenter",
    title: "the next version of Karpenter",
    of: { what: "Karpenter", has: (record) => record.type === RELEASE && chartOf(record) === "karpenter" },
    substitutions: [
      {
        file: "components/shared/versions.ts",
        pattern: String.raw`(karpenter/karpenter(?:-crd)?",\s*version: "\d+\.\d+)\.\d+"`,
        replacement: `$1.99"`,
      },
    ],
    touches: RELEASE,
  },
  {
    name: "system-nodes",
    title: "other instance types of the system group",
    of: { what: "system node group", has: ({ type }) => type === GROUP_TYPE },
    edit: (platform, records) => {
      const nodes = sectionOf(sectionOf(platform, "cluster"), "systemNodes");
      const group = records.find(({ type }) => type === GROUP_TYPE);
      const current = valuesAt(group?.inputs, "instanceTypes[*]").map((type) => text(type, ""));
      // The next size of the same types: same architecture, same image.
      nodes.instanceTypes = current.map(
        (type) => `${type.split(".")[0] ?? ""}.${type.endsWith(".2xlarge") ? "4xlarge" : "2xlarge"}`,
      );
    },
    touches: GROUP_TYPE,
  },
  {
    name: "canary",
    title: "another image of a canary",
    of: {
      what: "application released as a canary",
      has: (record) => valuesAt(record.inputs, "spec.strategy.canary").length > 0,
    },
    edit: (platform, records) => {
      const rollout = records.find((record) => valuesAt(record.inputs, "spec.strategy.canary").length > 0);
      const name = text(valuesAt(rollout?.outputs, "metadata.name")[0], "");
      const application = list(platform.applications).find((one) => (one as Editable).name === name) as
        Editable | undefined;
      if (!application) throw new StepSkipped(`the stack file names no application ${name}`);
      application.image = nextImage(text(application.image, ""));
    },
    touches: ":Rollout",
  },
  {
    name: "kubernetes",
    title: "the next minor version of Kubernetes",
    of: { what: "cluster", has: ({ type }) => type === CLUSTER_TYPE },
    edit: nextKubernetes,
    touches: CLUSTER_TYPE,
  },
];

/** One step for each kind of change, in the order of the table: a cluster does not go back to an older version. */
export const CHANGES: readonly Step[] = ALTERATIONS.map((alteration) => ({
  name: `change-${alteration.name}`,
  proves: `${alteration.title} replaces nothing stateful, and is there after one deployment`,
  needs: ["up"],
  run: (stage) => alter(stage, alteration),
}));

async function alter(
  stage: Stage,
  { title, of, edit, substitutions = [], touches }: Alteration,
): Promise<readonly string[]> {
  const records = stage.cloud.records;
  if (!records.some(of.has)) throw new StepSkipped(`this stack has no ${of.what}`);
  stage.configure(
    withPlatform(stage.stackFile, (platform) => {
      edit?.(platform, records);
    }),
  );
  stage.substitute(substitutions);
  const outcome = await stage.keepState(title, () => stage.engine.up());
  stage.updated = outcome.changes.filter(({ operation }) => operation === "update").map(({ urn }) => urn);
  if (!outcome.changes.some(({ type }) => type.endsWith(touches))) {
    throw new StepFailure(`${title} changes no ${touches}`, detailsOf(outcome));
  }
  return [summary(outcome.changes)];
}

/** Asks for the next minor version of Kubernetes. */
export function nextKubernetes(platform: Editable, records: readonly CloudRecord[]): void {
  const cluster = records.find(({ type }) => type === CLUSTER_TYPE);
  const [major = "1", minor = "0"] = text(cluster?.inputs.version, "1.0").split(".");
  sectionOf(platform, "cluster").version = `${major}.${Number(minor) + 1}`;
}

/** Another reference of the same image that is as well-formed. */
function nextImage(image: string): string {
  const [, digest] = /@sha256:([0-9a-f]{64})$/.exec(image) ?? [];
  return digest === undefined ? `${image}-rehearsed` : image.replace(digest, digest.slice(32) + digest.slice(0, 32));
}

function summary(changes: readonly Change[]): string {
  const numbers = Map.groupBy(changes, ({ operation }) => operation);
  return [...numbers].map(([operation, those]) => `${operation} ${those.length}`).join(", ");
}
