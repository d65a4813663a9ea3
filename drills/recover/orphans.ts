import { textAt } from "../common/json.ts";
import { type Waiting, waitFor } from "../common/wait.ts";
import type { KubeClient } from "../kube/client.ts";
import { collection } from "../kube/objects.ts";

/**
 * Waits until the volumes of claims are gone: once the cluster is destroyed, nobody is left to delete them.
 *
 * @returns those that stay, with the command that deletes each
 */
export async function remainingVolumes(client: KubeClient, waiting: Waiting): Promise<string[]> {
  const look = async (): Promise<string[]> =>
    (await client.list(collection("v1", "persistentvolumes"))).map((volume) => {
      const handle = textAt(volume, "spec", "csi", "volumeHandle") ?? "of an unknown id";
      const [namespace = "", name = ""] = ["namespace", "name"].map((key) => textAt(volume, "spec", "claimRef", key));
      return `volume ${handle} of ${namespace}/${name}; by hand: aws ec2 delete-volume --volume-id ${handle}`;
    });
  try {
    await waitFor(waiting, "the volumes to go", async () => ((await look()).length === 0 ? true : undefined));
    return [];
  } catch {
    return look();
  }
}
