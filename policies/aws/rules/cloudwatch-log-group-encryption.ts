import { eachInStackRule } from "../support/rule.ts";

/** Audit logs and flow logs are encrypted with the platform's own key. */
export const cloudwatchLogGroupEncryption = eachInStackRule({
  name: "cloudwatch-log-group-encryption",
  description: "Encrypt every log group: set kmsKeyId to a KMS key that admits CloudWatch Logs.",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check(resource, { requireKey }) {
    requireKey(resource, resource.props.get("kmsKeyId"));
  },
});
