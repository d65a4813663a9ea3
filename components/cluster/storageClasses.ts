/** The storage driver of a cluster: EKS Auto Mode has its own. */
export function ebsDriver(autoMode: boolean): string {
  return autoMode ? "ebs.csi.eks.amazonaws.com" : "ebs.csi.aws.com";
}

/** Name of the default storage class. */
export const STORAGE_CLASS = "gp3";

/** Fields of a `storage.k8s.io/v1` StorageClass. */
export interface StorageClassSpec {
  readonly metadata: { readonly name: string; readonly annotations: Record<string, string> };
  readonly provisioner: string;
  readonly volumeBindingMode: "WaitForFirstConsumer" | "Immediate";
  readonly allowVolumeExpansion: boolean;
  readonly reclaimPolicy: "Delete" | "Retain";
  readonly parameters: Record<string, string>;
}

/**
 * The default storage class: encrypted gp3 volumes, made in the zone their pod is scheduled to. The key's ARN
 * (`kmsKeyId` among the parameters) is left to whoever makes the class.
 * Source: kubernetes-sigs/aws-ebs-csi-driver, "StorageClass Parameters".
 */
export function defaultStorageClass(autoMode: boolean): StorageClassSpec {
  return {
    metadata: { name: STORAGE_CLASS, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: ebsDriver(autoMode),
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    reclaimPolicy: "Delete",
    parameters: { type: "gp3", encrypted: "true", "csi.storage.k8s.io/fstype": "ext4" },
  };
}

/** A `snapshot.storage.k8s.io/v1` VolumeSnapshotClass. */
export interface VolumeSnapshotClass {
  readonly apiVersion: "snapshot.storage.k8s.io/v1";
  readonly kind: "VolumeSnapshotClass";
  readonly metadata: {
    readonly name: string;
    readonly annotations: Record<string, string>;
    readonly labels: Record<string, string>;
  };
  readonly driver: string;
  readonly deletionPolicy: "Delete" | "Retain";
}

/**
 * The default snapshot class, which Velero finds by its label. Snapshots outlive the objects that stand for them, so
 * that deleting a namespace does not delete its backups; Velero deletes them when a backup expires.
 * Source: Velero documentation, "Container Storage Interface Snapshot Support in Velero".
 */
export function defaultSnapshotClass(autoMode: boolean): VolumeSnapshotClass {
  return {
    apiVersion: "snapshot.storage.k8s.io/v1",
    kind: "VolumeSnapshotClass",
    metadata: {
      name: "ebs",
      annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
      labels: { "velero.io/csi-volumesnapshot-class": "true" },
    },
    driver: ebsDriver(autoMode),
    deletionPolicy: "Retain",
  };
}
