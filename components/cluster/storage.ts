import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterContext } from "./args.ts";
import { defaultSnapshotClass, defaultStorageClass } from "./storageClasses.ts";

/** What the storage classes are made with, besides the context. */
export interface StorageArgs {
  readonly provider: kubernetes.Provider;
  readonly volumeKeyArn: pulumi.Output<string>;
  /** The add-ons: the snapshot class is of a kind that one of them brings. */
  readonly addons: readonly pulumi.Resource[];
}

/** The cluster's default classes of volumes and of their snapshots. */
export function makeStorage(
  context: ClusterContext,
  { provider, volumeKeyArn, addons }: StorageArgs,
): pulumi.Resource[] {
  const { name, parent, config } = context;
  const storageClass = defaultStorageClass(config.autoMode);
  return [
    new kubernetes.storage.v1.StorageClass(
      `${name}-gp3`,
      { ...storageClass, parameters: { ...storageClass.parameters, kmsKeyId: volumeKeyArn } },
      { parent, provider },
    ),
    new kubernetes.apiextensions.CustomResource(`${name}-snapshots`, defaultSnapshotClass(config.autoMode), {
      parent,
      provider,
      dependsOn: [...addons],
    }),
  ];
}
