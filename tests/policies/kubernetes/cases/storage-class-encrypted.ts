import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";

const storageClass = {
  type: "kubernetes:storage.k8s.io/v1:StorageClass",
  props: { provisioner: "ebs.csi.aws.com", parameters: { type: "gp3", encrypted: "true" } },
};

export const cases: RuleCases = {
  rule: "storage-class-encrypted",
  passes: {
    "misses nothing in a patch": patchOf(storageClass, { allowVolumeExpansion: true }),
    "passes encrypted volumes": storageClass,
    "says nothing of other drivers": { ...storageClass, props: { provisioner: "efs.csi.aws.com" } },
  },
  refuses: {
    "refuses a patch that says no": {
      plan: patchOf(storageClass, { parameters: { encrypted: "false" } }),
      says: ['parameters.encrypted is "false"'],
    },
    "refuses a class that says nothing": {
      plan: change(storageClass, "parameters", undefined),
      says: ["parameters.encrypted is not set"],
    },
    "refuses a class that says no": {
      plan: change(storageClass, "parameters.encrypted", "false"),
      says: ['parameters.encrypted is "false"'],
    },
    "refuses the old driver's class": {
      plan: { ...storageClass, props: { provisioner: "kubernetes.io/aws-ebs" } },
      says: ["parameters.encrypted is not set"],
    },
    "refuses a parameter that is no text, as the API server does": {
      plan: change(storageClass, "parameters.encrypted", true),
      says: ["parameters.encrypted is a boolean; it must be a string"],
    },
  },
  unclear: {
    "advises on an unknown parameter": {
      plan: change(storageClass, "parameters.encrypted", UNKNOWN),
      unknown: "parameters.encrypted",
      says: [],
    },
  },
};
