import * as aws from "@pulumi/aws";
import type { TracingContext } from "./args.ts";

/** The EKS add-on. Source: Amazon EKS User Guide, "AWS add-ons", "AWS Distro for OpenTelemetry". */
const ADDON = "adot";

const RESOURCES = { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } };

/**
 * The operator that makes collectors of objects. The add-on could deploy a collector too, but one that sends traces alone,
 * and of whose pods nothing but the resources can be said.
 * Source: AWS Distro for OpenTelemetry docs, "EKS add-ons Advanced Configuration for ADOT".
 */
export function makeOperator({ name, parent, cluster, config }: TracingContext): aws.eks.Addon {
  const { addonVersion } = config;
  if (addonVersion === undefined) throw new Error(`no version of the add-on ${ADDON} is configured`);
  return new aws.eks.Addon(
    `${name}-operator`,
    {
      clusterName: cluster,
      addonName: ADDON,
      addonVersion,
      // Nothing of it is there before; what is changed by hand later is overwritten.
      resolveConflictsOnCreate: "NONE",
      resolveConflictsOnUpdate: "OVERWRITE",
      configurationValues: JSON.stringify({ manager: { resources: RESOURCES } }),
    },
    { parent },
  );
}
