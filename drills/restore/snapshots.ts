import { RUN_LABEL } from "../common/names.ts";
import { textAt } from "../common/json.ts";
import type { Ledger } from "../common/ledger.ts";
import type { KubeClient } from "../kube/client.ts";
import { ApiError } from "../kube/errors.ts";
import { collection } from "../kube/objects.ts";

const CONTENTS = collection("snapshot.storage.k8s.io/v1", "volumesnapshotcontents");

/**
 * Enters the snapshot contents a restore made for its claims into the ledger, and labels them as this run's. They point at
 * the backup's own snapshots: one that would take its snapshot along is an error, and left alone.
 */
export async function enterSnapshotContents(
  client: KubeClient,
  ledger: Ledger,
  restore: string,
  run: string,
): Promise<void> {
  const dangerous: string[] = [];
  for (const content of await snapshotContents(client, restore)) {
    const { name } = content.metadata;
    if (textAt(content, "spec", "deletionPolicy") !== "Retain") {
      dangerous.push(name);
      continue;
    }
    const path = `${CONTENTS}/${name}`;
    await client.merge(path, { metadata: { labels: { [RUN_LABEL]: run } } });
    ledger.add(`VolumeSnapshotContent ${name}`, path, `kubectl delete volumesnapshotcontent ${name}`);
  }
  if (dangerous.length > 0) {
    throw new Error(`VolumeSnapshotContent ${dangerous.join(", ")} would delete the backup's snapshot with it`);
  }
}

async function snapshotContents(client: KubeClient, restore: string) {
  try {
    return await client.list(CONTENTS, `velero.io/restore-name=${restore}`);
  } catch (error) {
    // A cluster without snapshots serves no such kind.
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}
