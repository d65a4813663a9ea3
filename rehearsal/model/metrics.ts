/** Metrics that are sent on and kept. Immutable inputs: AWS provider 7.x, "Forces new resource". */
import { textAt } from "../cloud/values.ts";
import { ROLE, roleArn } from "./iam.ts";
import { anyKey, LOG_GROUP } from "./keysAndLogs.ts";
import { permissionsOf } from "./network.ts";
import { BUCKET } from "./storage.ts";
import type { Models, NeedRule } from "./types.ts";

const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

/** Without it the service takes the role, and is then refused everything. */
function roleWithPolicy(path: string): NeedRule {
  return {
    what: "a policy of its role",
    why: "the service takes the role when the stream is made, and is refused what the role may not do",
    metBy: ({ inputs }, { ready }) => {
      const role = ready.find(({ type, outputs }) => type === ROLE && outputs.arn === textAt(inputs, path));
      return role && permissionsOf(role.id, ready);
    },
  };
}

export const METRICS: Models = {
  [DELIVERY]: {
    required: ["destination"],
    immutable: ["name", "destination"],
    references: [
      roleArn("extendedS3Configuration.roleArn"),
      { path: "extendedS3Configuration.bucketArn", to: [{ type: BUCKET, by: "arn" }] },
      anyKey("extendedS3Configuration.kmsKeyArn"),
      anyKey("serverSideEncryption.keyArn"),
      {
        path: "extendedS3Configuration.cloudwatchLoggingOptions.logGroupName",
        to: [{ type: LOG_GROUP }],
      },
    ],
    needs: [roleWithPolicy("extendedS3Configuration.roleArn")],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  "aws:cloudwatch/metricStream:MetricStream": {
    required: ["firehoseArn", "roleArn", "outputFormat"],
    immutable: ["name", "namePrefix"],
    references: [
      roleArn("roleArn"),
      // One of the account's that this stack does not make will do as well.
      { path: "firehoseArn", to: [{ type: DELIVERY, by: "arn" }], outside: /^arn:aws[a-z-]*:firehose:/ },
    ],
    needs: [roleWithPolicy("roleArn")],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
};
