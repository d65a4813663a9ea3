import type { StackFile } from "../stackFiles.ts";

/** The account and region that the simulated cloud answers for. */
export interface CloudScope {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly dnsSuffix: string;
}

/** Reads the scope off the stack's `aws` configuration, leniently: the program itself is who refuses a bad one. */
export function cloudScope(stackFile: StackFile): CloudScope {
  const region = stackFile.config["aws:region"] ?? "us-east-1";
  const accountId = /\d{12}/.exec(stackFile.config["aws:allowedAccountIds"] ?? "")?.[0] ?? "111122223333";
  const china = region.startsWith("cn-");
  const partition = china ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return { region, accountId, partition, dnsSuffix: china ? "amazonaws.com.cn" : "amazonaws.com" };
}
