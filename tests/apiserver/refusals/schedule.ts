import { refusal, type Refusals } from "./refusal.ts";

const TEMPLATE = "spec.template";

/** What Velero's definition has against a schedule. Whether its cron expression is one, only Velero itself judges. */
export const SCHEDULE: Refusals = {
  kind: "Schedule",
  name: "daily-backup",
  cases: {
    "a field with a slip in its name": refusal(
      `${TEMPLATE}.includeNamespaces`,
      ["a"],
      "includeNamespaces: field not declared",
    ),
    "no schedule": refusal("spec.schedule", undefined, "spec.schedule: Required value"),
    "no template": refusal("spec.template", undefined, "spec.template: Required value"),
    "a schedule that is no text": refusal("spec.schedule", 2, ".spec.schedule: expected string"),
    "a pause that is not yes or no": refusal("spec.paused", "no", ".spec.paused: expected boolean"),
    "a life time in seconds": refusal(`${TEMPLATE}.ttl`, 3600, ".spec.template.ttl: expected string"),
    "one namespace without a list": refusal(
      `${TEMPLATE}.includedNamespaces`,
      "myapp",
      "includedNamespaces: expected list",
    ),
    "a storage location that is no name": refusal(
      `${TEMPLATE}.storageLocation`,
      {},
      "storageLocation: expected string",
    ),
    "snapshots by a word": refusal(`${TEMPLATE}.snapshotVolumes`, "yes", "snapshotVolumes: expected boolean"),
    "snapshots moved by a word": refusal(`${TEMPLATE}.snapshotMoveData`, "yes", "snapshotMoveData: expected boolean"),
    "files uploaded by words": refusal(
      `${TEMPLATE}.uploaderConfig`,
      { parallelFilesUpload: "two" },
      "parallelFilesUpload: expected numeric",
    ),
    "a label selector without an operator": refusal(
      `${TEMPLATE}.labelSelector`,
      { matchExpressions: [{ key: "app" }] },
      "labelSelector.matchExpressions[0].operator: Required value",
    ),
    "a hook without a name": refusal(
      `${TEMPLATE}.hooks`,
      { resources: [{}] },
      "hooks.resources[0].name: Required value",
    ),
    "a hook that runs nothing": refusal(
      `${TEMPLATE}.hooks`,
      { resources: [{ name: "freeze", pre: [{ exec: { container: "db" } }] }] },
      "exec.command: Required value",
    ),
    "a hook that fails in a way there is not": refusal(
      `${TEMPLATE}.hooks`,
      { resources: [{ name: "freeze", pre: [{ exec: { command: ["sync"], onError: "Shrug" } }] }] },
      'Unsupported value: "Shrug"',
    ),
  },
};
