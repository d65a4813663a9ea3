import { VELERO_NAMESPACE } from "../common/names.ts";
import type { KubeClient } from "../kube/client.ts";
import { collection, type KubeObject } from "../kube/objects.ts";

/** ConfigMap whose age says how long ago a backup was last restored on trial; an alert watches it. */
export const LAST_SUCCESS = "restore-drill-last-success";

/** Makes that ConfigMap anew: its time of creation is what counts. @param facts what was restored */
export async function recordSuccess(client: KubeClient, facts: Readonly<Record<string, string>>): Promise<void> {
  const path = collection("v1", "configmaps", VELERO_NAMESPACE);
  const old = await client.find(`${path}/${LAST_SUCCESS}`);
  if (old) await client.remove(`${path}/${LAST_SUCCESS}`, old.metadata.uid ?? "");
  const made: KubeObject = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: LAST_SUCCESS, namespace: VELERO_NAMESPACE },
    data: facts,
  };
  await client.create(path, made, ({ data }) => (data as { run?: string } | undefined)?.run === facts.run);
}
