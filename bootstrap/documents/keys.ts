import { regionalArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import { type EnvironmentScope, regionsOf } from "./scope.ts";

/** What makes a key, rotates it and takes it away. None of it encrypts or decrypts anything. */
export const KEY_CHANGES = [
  "kms:CancelKeyDeletion",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
] as const;

export const ALIAS_CHANGES = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"] as const;

/**
 * The stack's keys. Their ids are not known before they exist; the tag `environment`, which the provider's default tags
 * give them while they are made, tells whose they are.
 */
export function keysPolicy(context: EnvironmentScope): PolicyDocument {
  const { scope, environment } = context;
  const regions = regionsOf(context);
  const inRegions = (resource: string): string[] =>
    regions.map((region) => regionalArn({ ...scope, region }, "kms", resource));
  const own = { "aws:ResourceTag/environment": environment.name };
  return policyDocument(
    {
      Sid: "MakeKeys",
      Effect: "Allow",
      Action: ["kms:CreateKey", "kms:TagResource"],
      // A key that is being made has no id yet. The boundary keeps this from tagging the keys of others.
      Resource: "*",
      Condition: {
        StringEquals: { "aws:RequestTag/environment": environment.name, "aws:RequestedRegion": regions },
      },
    },
    {
      Sid: "ManageOwnKeys",
      Effect: "Allow",
      Action: [...KEY_CHANGES, ...ALIAS_CHANGES],
      Resource: inRegions("key/*"),
      Condition: { StringEquals: own },
    },
    {
      Sid: "ManageOwnAliases",
      Effect: "Allow",
      Action: ALIAS_CHANGES,
      Resource: inRegions(`alias/${environment.clusterName}-*`),
    },
    {
      Sid: "LendOwnKeysToServices",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: inRegions("key/*"),
      Condition: { StringEquals: own, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  );
}
