import type { PlannedResource } from "../../../support/policies.ts";

/** A schedule that every rule about schedules accepts. */
export const schedule: PlannedResource = {
  type: "kubernetes:velero.io/v1:Schedule",
  name: "daily",
  props: {
    metadata: { name: "daily", namespace: "velero" },
    spec: { schedule: "0 2 * * *", template: { ttl: "720h0m0s" } },
  },
};

/** A location that every rule about locations accepts. */
export const location: PlannedResource = {
  type: "kubernetes:velero.io/v1:BackupStorageLocation",
  name: "default",
  props: {
    metadata: { name: "default", namespace: "velero" },
    spec: {
      provider: "aws",
      objectStorage: { bucket: "backups" },
      config: { region: "eu-west-1", kmsKeyId: "alias/backups" },
    },
  },
};
