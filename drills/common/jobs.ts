import { DrillFailure } from "./errors.ts";
import { listAt, mapAt, numberAt, textAt } from "./json.ts";
import type { Session } from "./session.ts";
import { waitFor } from "./wait.ts";
import { collection, isOf, type KubeObject } from "../kube/objects.ts";

/**
 * Makes a Job and waits for its end.
 *
 * @returns what its container left as its last message
 * @throws DrillFailure when it fails, or does not end in time
 */
export async function runJob(session: Session, job: KubeObject): Promise<string> {
  const { client, run } = session;
  const { name, namespace = "" } = job.metadata;
  const path = collection("batch/v1", "jobs", namespace);
  await client.create(path, job, isOf(run));
  await waitFor(
    session,
    `Job ${name} in ${namespace}`,
    async () => {
      const there = await client.find(`${path}/${name}`);
      const failed = listAt(there, "status", "conditions").find(
        (condition) => textAt(condition, "type") === "Failed" && textAt(condition, "status") === "True",
      );
      if (failed !== undefined) {
        throw new DrillFailure(`Job ${name} in ${namespace} failed: ${textAt(failed, "message") ?? "no reason given"}`);
      }
      return (numberAt(there, "status", "succeeded") ?? 0) > 0 ? true : undefined;
    },
    () => "its pod has not ended; is there a node for it, and a volume?",
  );
  const pods = await client.list(collection("v1", "pods", namespace), `batch.kubernetes.io/job-name=${name}`);
  const messages = pods.flatMap((pod) =>
    listAt(pod, "status", "containerStatuses").flatMap((status) => {
      const ended = mapAt(status, "state", "terminated");
      return ended.exitCode === 0 ? [textAt(ended, "message") ?? ""] : [];
    }),
  );
  return messages[0] ?? "";
}
