/**
 * What objects of Kubernetes need although no property says so. Sources: Amazon EKS User Guide; Karpenter docs, v1.14
 * ("Disruption", finalizers); AWS Load Balancer Controller docs; Argo Rollouts docs; Helm docs ("CRDs").
 */
import { textAt, valuesAt } from "../cloud/values.ts";
import { ADDON, ASSOCIATION, EKS, isAutoMode, NODE_GROUP } from "./eksShared.ts";
import {
  BUILT_IN_NAMESPACES,
  groupAndKind,
  hasPods,
  isChart,
  KINDS_FROM,
  namespaceOf,
  RELEASE,
  wantsLoadBalancer,
  WORKLOAD_KINDS,
} from "./kubernetesFacts.ts";
import type { CloudRecord, Inventory, NeedRule } from "./types.ts";

const kindOf = ({ type }: CloudRecord): string => groupAndKind(type).kind;
const ofKind = ({ ready }: Inventory, kind: string): CloudRecord[] =>
  ready.filter((one) => one.type.startsWith("kubernetes:") && kindOf(one) === kind);
const releases = ({ ready }: Inventory, ...charts: readonly string[]): CloudRecord[] =>
  ready.filter((one) => isChart(one, ...charts));
const whereSome = (found: readonly CloudRecord[]): readonly CloudRecord[] | undefined =>
  found.length > 0 ? found : undefined;

/** The service account that pods of a workload or a release run as, as far as the resource says. */
function accountsOf(record: CloudRecord): string[] {
  if (record.type === RELEASE) {
    return [textAt(record.inputs, "values.serviceAccount.name"), textAt(record.inputs, "name")].filter(
      (name) => name !== "",
    );
  }
  return valuesAt(record.inputs, "spec.template.spec.serviceAccountName").filter((name) => typeof name === "string");
}

/** What is needed by everything in the cluster. */
export const EVERY_OBJECT: readonly NeedRule[] = [
  {
    what: "a cluster",
    why: "there is no API server to ask",
    metBy: (_, { ready }) => ready.filter(({ type }) => type === EKS),
  },
  {
    what: "an administrator's access to the cluster",
    why: "the API server lets in only whom an access entry names, for making and for deleting",
    metBy: (_, { ready }) =>
      ready.filter(
        ({ type, inputs }) =>
          type === "aws:eks/accessPolicyAssociation:AccessPolicyAssociation" &&
          textAt(inputs, "policyArn").endsWith("/AmazonEKSClusterAdminPolicy"),
      ),
  },
  {
    what: "its namespace",
    why: "an object can only be made in a namespace that is there",
    metBy: (record, inventory) => {
      const namespace = namespaceOf(record);
      if (namespace === "" || BUILT_IN_NAMESPACES.includes(namespace)) return undefined;
      if (record.type === RELEASE && record.inputs.createNamespace === true) return undefined;
      return [
        ...ofKind(inventory, "Namespace").filter(({ outputs }) => textAt(outputs, "metadata.name") === namespace),
        ...inventory.ready.filter(
          (one) => one.type === RELEASE && one.inputs.createNamespace === true && namespaceOf(one) === namespace,
        ),
      ];
    },
  },
  {
    what: "the definition of its kind",
    why: "the API server knows no such kind; and an object is lost when its kind goes first",
    metBy: (record, inventory) => {
      const from = KINDS_FROM[groupAndKind(record.type).group];
      if (!from) return undefined;
      return [
        ...releases(inventory, ...(from.charts ?? [])),
        ...inventory.ready.filter(({ type, inputs }) => type === ADDON && inputs.addonName === from.addon),
      ];
    },
  },
];

/** What is needed by some objects; each rule knows by which. */
export const SOME_OBJECTS: readonly NeedRule[] = [
  {
    what: "nodes to run on",
    why: "pods that no node takes never become ready, and Helm waits for them",
    metBy: (record, inventory) => {
      if (!(record.type === RELEASE && hasPods(record)) && !WORKLOAD_KINDS.includes(kindOf(record))) return undefined;
      if (inventory.ready.some((one) => one.type === EKS && isAutoMode(one))) return undefined;
      return inventory.ready.filter(({ type }) => type === NODE_GROUP);
    },
  },
  {
    what: "a node pool",
    why: "its pods would be evicted with their nodes, without anybody to make new ones",
    metBy: (record, inventory) =>
      WORKLOAD_KINDS.includes(kindOf(record)) ? whereSome(ofKind(inventory, "NodePool")) : undefined,
  },
  {
    what: "the controller of Karpenter",
    why: "a node pool or class waits for it to be gone: without it, deletion never ends and nodes stay",
    metBy: (record, inventory) =>
      groupAndKind(record.type).group.startsWith("karpenter.") ? releases(inventory, "karpenter") : undefined,
  },
  {
    what: "its node class",
    why: "a class is not gone before its nodes are, and a pool without one makes none",
    metBy: (record, inventory) => {
      if (kindOf(record) !== "NodePool") return undefined;
      const wanted = textAt(record.inputs, "spec.template.spec.nodeClassRef.name");
      return ofKind(inventory, "EC2NodeClass").filter(({ outputs }) => textAt(outputs, "metadata.name") === wanted);
    },
  },
  {
    what: "the role of its nodes",
    why: "instances start with it; a role that goes first leaves nodes that cannot leave the cluster",
    metBy: (record, { ready }) => {
      const role = kindOf(record) === "EC2NodeClass" ? textAt(record.inputs, "spec.role") : "";
      return role === "" ? undefined : ready.filter(({ type, id }) => type === "aws:iam/role:Role" && id === role);
    },
  },
  {
    what: "the kinds of Karpenter",
    why: "the controller does not start without its kinds",
    metBy: (record, inventory) => (isChart(record, "karpenter") ? releases(inventory, "karpenter-crd") : undefined),
  },
  {
    what: "the interruption queue",
    why: "the controller does not start without the queue it is told to read",
    metBy: (record, { ready }) => {
      const queue = isChart(record, "karpenter") ? textAt(record.inputs, "values.settings.interruptionQueue") : "";
      return queue === ""
        ? undefined
        : ready.filter(({ type, outputs }) => type === "aws:sqs/queue:Queue" && outputs.name === queue);
    },
  },
  {
    what: "the Pod Identity association of its controller",
    why: "credentials are injected when a pod is made, and a controller without them can neither make nor take away",
    metBy: (record, { ready }) => {
      const accounts = accountsOf(record);
      const found = ready.filter(
        ({ type, inputs }) =>
          type === ASSOCIATION &&
          inputs.namespace === namespaceOf(record) &&
          accounts.includes(textAt(inputs, "serviceAccount")),
      );
      const always = isChart(record, "karpenter", "aws-load-balancer-controller", "velero");
      return always ? found : whereSome(found);
    },
  },
  {
    what: "its service account",
    why: "the API server refuses pods of a service account that is not there",
    metBy: (record, inventory) => {
      const [account] = WORKLOAD_KINDS.includes(kindOf(record)) ? accountsOf(record) : [];
      if (account === undefined || account === "default") return undefined;
      return ofKind(inventory, "ServiceAccount").filter(
        (one) => namespaceOf(one) === namespaceOf(record) && textAt(one.outputs, "metadata.name") === account,
      );
    },
  },
  {
    what: "the load balancer controller",
    why: "only it makes the load balancer, and takes it away: one that is left holds the subnets",
    metBy: (record, inventory) => {
      if (!wantsLoadBalancer(record)) return undefined;
      if (inventory.ready.some((one) => one.type === EKS && isAutoMode(one))) return undefined;
      return releases(inventory, "aws-load-balancer-controller");
    },
  },
  {
    what: "the bucket of its backups",
    why: "Velero reports its storage location unavailable, and backs up nothing",
    metBy: (record, { ready }) => {
      if (!isChart(record, "velero")) return undefined;
      const bucket = textAt(record.inputs, "values.configuration.backupStorageLocation[*].bucket");
      return bucket === ""
        ? undefined
        : whereSome(ready.filter(({ type, id }) => type === "aws:s3/bucket:Bucket" && id === bucket));
    },
  },
];
