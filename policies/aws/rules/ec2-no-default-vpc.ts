import { resourceRule } from "../support/rule.ts";

/** The default VPC has public subnets only, and everybody's leftovers. */
export const ec2NoDefaultVpc = resourceRule({
  name: "ec2-no-default-vpc",
  description: "Run the platform in a VPC of its own: adopt neither the default VPC nor its subnets.",
  types: ["aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/defaultSubnet:DefaultSubnet"],
  check({ report }) {
    report("is part of the account's default VPC; make a VPC and subnets instead");
  },
});
