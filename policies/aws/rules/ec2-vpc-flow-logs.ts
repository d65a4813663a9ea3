import { ofTypes } from "../support/buckets.ts";
import { link, reportMissing } from "../support/links.ts";
import { stackRule } from "../support/rule.ts";
import { VPC } from "../support/types.ts";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

/** Who talked to whom can be told afterwards, what was refused included. */
export const ec2VpcFlowLogs = stackRule({
  name: "ec2-vpc-flow-logs",
  description: "Keep flow logs of all traffic of every VPC: a FlowLog with trafficType ALL.",
  types: [VPC, FLOW_LOG],
  check(context) {
    const vpcs = ofTypes(context.resources, [VPC]);
    const links = link(vpcs, ofTypes(context.resources, [FLOW_LOG]), "vpcId", ["id"]);
    for (const vpc of vpcs) {
      const logs = links.of(vpc);
      if (logs.length === 0) {
        reportMissing(context, vpc, links, "vpcId", "has no flow log; add one with trafficType ALL");
        continue;
      }
      const kinds = logs.map((log) => log.props.get("trafficType"));
      if (kinds.some((kind) => kind.plain() === "ALL") || !kinds.every((kind) => kind.known())) continue;
      for (const [i, log] of logs.entries()) context.report(log, `${kinds[i]?.described() ?? ""}; set it to "ALL"`);
    }
  },
});
