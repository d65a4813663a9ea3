import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyPackConfig } from "@pulumi/policy";
import { pack as aws } from "../../policies/aws/pack.ts";
import { pack as kubernetes } from "../../policies/kubernetes/pack.ts";
import type { DocumentedPack } from "./table.ts";

const TIERS = ["prod", "staging", "dev", "drill"];

/** Why tiers loosen rules of the AWS pack. */
const AWS_REASONS = {
  "cloudwatch-log-group-retention": "No audit asks for the logs of an environment that serves nobody; storage costs.",
  "kms-key-deletion-window": "What these keys protect can be made again, and keys that wait cost.",
  "resource-protection": "These environments are meant to be taken down and made again.",
  "s3-bucket-access-logging": "Nothing that is made here is worth the question who read it.",
  "s3-bucket-force-destroy": "Destroying such a stack must not stop at a bucket that holds test data.",
  "s3-bucket-lifecycle": "The buckets do not live long enough.",
};

/** Why tiers loosen rules of the Kubernetes pack. */
const KUBERNETES_REASONS = {
  "container-liveness-probe": "A new application first has to run; when to restart it is learnt while it does.",
  "node-class-pinned-image": "New node images are tried where a node that is replaced disturbs nobody.",
  "node-pool-expiry": "Such nodes seldom grow old.",
  "rollout-canary-analysis": "Without traffic there is nothing to analyse.",
  "workload-disruption-budget": "An interruption here hurts nobody.",
  "workload-spot-interruption": "Losing a spot node costs a retry, not a customer.",
  "workload-topology-spread": "Two nodes are not enough to spread over; one zone's loss may stop the environment.",
};

/** Both packs with the configurations of their tiers. */
export function documentedPacks(root: string): DocumentedPack[] {
  return [
    { ...aws, directory: "policies/aws", reasons: AWS_REASONS, tiers: tiersOf(root, "policies/aws") },
    {
      ...kubernetes,
      directory: "policies/kubernetes",
      reasons: KUBERNETES_REASONS,
      tiers: tiersOf(root, "policies/kubernetes"),
    },
  ];
}

function tiersOf(root: string, directory: string): Record<string, PolicyPackConfig> {
  return Object.fromEntries(
    TIERS.map((tier) => {
      const file = join(root, directory, "config", `${tier}.json`);
      return [tier, JSON.parse(readFileSync(file, "utf8")) as PolicyPackConfig];
    }),
  );
}
