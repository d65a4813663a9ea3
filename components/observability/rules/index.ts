import { applicationRules } from "./applications.ts";
import { clusterRules } from "./cluster.ts";
import { karpenterRules } from "./karpenter.ts";
import { monitoringRules } from "./monitoring.ts";
import { rolloutRules } from "./rollouts.ts";
import { scalingRules } from "./scaling.ts";
import type { RuleContext, RuleGroup } from "./types.ts";
import { veleroRules } from "./velero.ts";

/** The rules of a platform: about what it has, and nothing else. */
export function ruleGroups(context: RuleContext): readonly RuleGroup[] {
  return [
    clusterRules(context),
    monitoringRules(),
    ...(context.karpenter ? [karpenterRules(context), scalingRules(context)] : []),
    ...(context.rollouts ? [rolloutRules(context)] : []),
    ...(context.backups ? [veleroRules(context)] : []),
    ...(context.applications.length > 0 ? [applicationRules(context)] : []),
  ];
}
