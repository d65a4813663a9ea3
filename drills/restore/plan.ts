import { describeDuration } from "../common/duration.ts";
import { drillNamespace, VELERO_NAMESPACE } from "../common/names.ts";
import type { StackRecovery } from "../common/targets.ts";
import { NEVER_DRILLED, NOT_RESTORED } from "./exclusions.ts";
import { JOB_IMAGE } from "./marker.ts";
import type { Options } from "./options.ts";

/** What a drill would do, for people. It connects to nothing to say so. */
export function describePlan(options: Options, recovery: StackRecovery): string {
  const where =
    options.stack === undefined
      ? `the cluster of context ${options.context ?? ""}`
      : `the cluster of stack ${options.stack}`;
  const steps = options.mode === "smoke" ? smokeSteps(options.volume) : latestSteps(options.schedule);
  return [
    `Restore drill, ${options.mode}, against ${where}. Nothing is done: this is --dry-run.`,
    "",
    ...steps.map((step, index) => `${String(index + 1).padStart(3)}. ${step}`),
    "",
    `It waits at most ${describeDuration(options.timeout)}, and then, as after Ctrl-C, removes all it made.`,
    `<run> is a fresh id; whatever does not carry it as a label is not touched.`,
    "",
    "Recovery time and point are measured against:",
    ...Object.entries(recovery.targets).map(
      ([name, { timeMinutes, pointMinutes }]) =>
        `  ${name.padEnd(12)} time ${String(timeMinutes).padStart(4)} min   point ${pointMinutes === 0 ? "nothing lost (rebuilt from code)" : `${pointMinutes} min`}`,
    ),
    "",
    `Reports go to ${options.report}/ as JSON and Markdown.`,
    "",
  ].join("\n");
}

function smokeSteps(volume: boolean): string[] {
  const namespace = drillNamespace("restore", "<run>");
  return [
    `Make sure that Velero runs in namespace ${VELERO_NAMESPACE}, reaches its storage, and that all the rights needed are there.`,
    `Make namespace ${namespace} with a ConfigMap that carries the run's id.`,
    ...(volume ? [`Make a volume of 1 GiB in it, and have a Job (${JOB_IMAGE}) write the run's id there.`] : []),
    "Back it up with a Backup drill-<run>, and wait until that has completed.",
    "Delete the namespace, and wait until it is gone.",
    "Restore it with a Restore drill-<run>, and wait until that has completed.",
    `Look for the ConfigMap${volume ? " and, with another Job, the volume's content" : ""}: only this run's id passes.`,
    "Remove the namespace, the Restore, and the Backup with its data.",
  ];
}

function latestSteps(schedule: string | undefined): string[] {
  const left = Object.keys(NOT_RESTORED);
  return [
    `Make sure that Velero runs in namespace ${VELERO_NAMESPACE}, reaches its storage, and that all the rights needed are there.`,
    `Find the newest completed backup of ${schedule === undefined ? "the one schedule that backs up namespaces" : `schedule ${schedule}`}; it must be the one that was due last.`,
    "Fetch what it holds from the storage, by an address that Velero signs.",
    `Make a namespace ${drillNamespace("<namespace>", "<run>")} for each of its namespaces (never for ${NEVER_DRILLED.join(", ")}), shut off by a NetworkPolicy.`,
    `Restore into those, with nothing that Jobs made and without ${left.length} kinds that act outside: ${left.join(", ")}.`,
    "Compare number and digest of every object with what the backup holds, kind by kind.",
    "Wait until as many pods are ready as ran when the backup was made.",
    "Remove the namespaces, the Restore, and the requests; note a success in ConfigMap restore-drill-last-success, which an alert watches.",
  ];
}
