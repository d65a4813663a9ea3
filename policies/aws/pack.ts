import type { EnforcementLevel, Policies } from "@pulumi/policy";
import { ec2Imdsv2 } from "./rules/ec2-imdsv2.ts";
import { eksClusterPrivateEndpoint } from "./rules/eks-cluster-private-endpoint.ts";
import { eksClusterSecretsEncryption } from "./rules/eks-cluster-secrets-encryption.ts";
import { iamTerminationConditions } from "./rules/iam-termination-conditions.ts";

/** The pack as data. Importing it starts nothing; index.ts hands it to Pulumi's policy host. */
export const pack: { name: string; description: string; enforcementLevel: EnforcementLevel; policies: Policies } = {
  name: "eks-platform-aws",
  description: "Guardrails for the AWS side of an EKS platform.",
  enforcementLevel: "mandatory",
  policies: [ec2Imdsv2, eksClusterSecretsEncryption, eksClusterPrivateEndpoint, iamTerminationConditions],
};
