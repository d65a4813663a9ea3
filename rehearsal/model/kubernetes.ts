/** Models of the objects of Kubernetes: one by rule for every kind, with what is particular to some. */
import { textAt } from "../cloud/values.ts";
import { groupAndKind, IMMUTABLE_FIELDS, namespaceOf, RELEASE, STATEFUL_KINDS } from "./kubernetesFacts.ts";
import { EVERY_OBJECT, SOME_OBJECTS } from "./kubernetesNeeds.ts";
import { keyArn } from "./keysAndLogs.ts";
import type { ResourceModel } from "./types.ts";

const models = new Map<string, ResourceModel>();

/** The model of a `kubernetes:*` type; undefined for other types. */
export function kubernetesModel(type: string): ResourceModel | undefined {
  if (!type.startsWith("kubernetes:")) return undefined;
  const known = models.get(type) ?? makeModel(type);
  models.set(type, known);
  return known;
}

function makeModel(type: string): ResourceModel {
  const { kind } = groupAndKind(type);
  const needs = [...EVERY_OBJECT, ...SOME_OBJECTS];
  if (type === RELEASE) {
    return {
      required: ["chart"],
      immutable: ["name", "namespace"],
      unique: ({ inputs, id }) => `${namespaceOf({ inputs })}/${textAt(inputs, "name") || id}`,
      needs,
    };
  }
  return {
    immutable: ["metadata.name", "metadata.namespace", ...(IMMUTABLE_FIELDS[kind] ?? [])],
    unique: ({ inputs, id }) => `${namespaceOf({ inputs })}/${textAt(inputs, "metadata.name") || id}`,
    needs,
    ...(kind === "StorageClass" && { references: [keyArn("parameters.kmsKeyId")] }),
    ...(STATEFUL_KINDS.includes(kind) && { stateful: true }),
  };
}
