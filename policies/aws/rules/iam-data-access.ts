import { BOUNDS, isBoundary } from "../support/iam/bounds.ts";
import { grantOnEverything } from "../support/iam/everything.ts";
import { statementRule } from "../support/iam/rule.ts";

/** Actions that read data or secrets, or open or share what is encrypted. */
const READS = [
  "s3:GetObject",
  "s3:GetObjectVersion",
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:CreateGrant",
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "ssm:GetParameterHistory",
  "rds-data:ExecuteStatement",
  "sqs:ReceiveMessage",
  "ebs:GetSnapshotBlock",
  "ec2:ModifySnapshotAttribute",
];

/** A controller reads its own data, not everybody's. */
export const iamDataAccess = statementRule({
  name: "iam-data-access",
  description:
    "Grant reading of data and secrets (s3:GetObject, kms:Decrypt, ...) on named resources only, never on *.",
  documents: "identity",
  parameters: BOUNDS,
  skips: isBoundary,
  verdict: (statement, { known }) => grantOnEverything(statement, READS, known),
});
