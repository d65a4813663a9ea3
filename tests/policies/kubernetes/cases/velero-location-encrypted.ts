import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { release } from "../support/fixtures.ts";
import { location } from "../support/velero.ts";

function values(...locations: Record<string, unknown>[]): Record<string, unknown> {
  return { configuration: { backupStorageLocation: locations } };
}

const plain = { provider: "velero.io/aws", bucket: "backups", config: { region: "eu-west-1" } };

export const cases: RuleCases = {
  rule: "velero-location-encrypted",
  passes: {
    "misses no key in a patch": patchOf(location, { spec: { config: { region: "eu-west-1" } } }),
    "passes a location with a key": location,
    "passes a location encrypted by S3": change(location, "spec.config", { serverSideEncryption: "AES256" }),
    "passes a location of the chart": release("velero", values({ ...plain, config: { kmsKeyId: "alias/backups" } })),
    "passes a location that names the algorithm before its key is known": change(location, "spec.config", {
      serverSideEncryption: "aws:kms",
      kmsKeyId: UNKNOWN,
    }),
    "says nothing of other providers": change(change(location, "spec.config", {}), "spec.provider", "gcp"),
    "says nothing of the chart without backups": release("velero", { ...values(plain), backupsEnabled: false }),
    "says nothing of other charts": release("keda", values(plain)),
  },
  refuses: {
    "refuses an encryption that S3 does not have in a patch": {
      plan: patchOf(location, { spec: { config: { serverSideEncryption: "none" } } }),
      says: ['spec.config.serverSideEncryption is "none"'],
    },
    "refuses a location without a key": {
      plan: change(location, "spec.config.kmsKeyId", undefined),
      says: ["spec.config has neither kmsKeyId nor serverSideEncryption"],
    },
    "refuses a location without settings": {
      plan: change(location, "spec.config", undefined),
      says: ["spec.config has neither kmsKeyId nor serverSideEncryption"],
    },
    "refuses an empty key": {
      plan: change(location, "spec.config.kmsKeyId", ""),
      says: ["has neither kmsKeyId nor serverSideEncryption"],
    },
    "refuses an encryption that S3 does not have": {
      plan: change(location, "spec.config.serverSideEncryption", "rot13"),
      says: ['spec.config.serverSideEncryption is "rot13"; it must be one of AES256, aws:kms'],
    },
    "refuses a location in the chart's values": {
      plan: release("velero", values({ ...plain, config: { kmsKeyId: "alias/backups" } }, plain)),
      says: ["values.configuration.backupStorageLocation[1].config has neither"],
    },
    "refuses settings of the wrong shape": {
      plan: change(location, "spec.config", "kms"),
      says: ["spec.config is a string; it must be an object"],
    },
  },
  unclear: {
    "advises on an unknown key": {
      plan: change(location, "spec.config.kmsKeyId", UNKNOWN),
      unknown: "spec.config.kmsKeyId",
      says: [],
    },
    "advises on one location of the chart and still refuses another": {
      plan: release("velero", values({ ...plain, config: { kmsKeyId: UNKNOWN } }, plain)),
      unknown: "values.configuration.backupStorageLocation[0].config.kmsKeyId",
      says: ["values.configuration.backupStorageLocation[1].config has neither"],
    },
  },
};
