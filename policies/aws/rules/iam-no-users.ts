import { resourceRule } from "../support/rule.ts";

/** No key that never expires is made: workloads have EKS Pod Identity, people their single sign-on. */
export const iamNoUsers = resourceRule({
  name: "iam-no-users",
  description: "Give workloads roles and people single sign-on: make no IAM user, access key or console password.",
  types: ["aws:iam/user:User", "aws:iam/accessKey:AccessKey", "aws:iam/userLoginProfile:UserLoginProfile"],
  check({ report }) {
    report("makes credentials that never expire; use a role with EKS Pod Identity or single sign-on");
  },
});
