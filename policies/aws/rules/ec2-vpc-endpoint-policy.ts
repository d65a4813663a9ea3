import { ofTypes } from "../support/buckets.ts";
import { parsePolicyDocument } from "../support/iam/document.ts";
import { namesNothing } from "../support/iam/everything.ts";
import { narrows } from "../support/iam/narrowing.ts";
import { bounds, boundsResources, isAnybody } from "../support/iam/principals.ts";
import { isWholeService } from "../support/iam/services.ts";
import { link, reportMissing } from "../support/links.ts";
import { type StackResource, stackRule } from "../support/rule.ts";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";
const ADVICE = "allow the account's own principals only, by aws:PrincipalAccount or aws:PrincipalOrgID";

/** Data does not leave by an endpoint to an account that is not the platform's. */
export const ec2VpcEndpointPolicy = stackRule({
  name: "ec2-vpc-endpoint-policy",
  description: "Limit every VPC endpoint by a policy: no statement that allows everybody a whole service everywhere.",
  types: [ENDPOINT, POLICY],
  check(context) {
    const endpoints = ofTypes(context.resources, [ENDPOINT]);
    const links = link(endpoints, ofTypes(context.resources, [POLICY]), "vpcEndpointId", ["id"]);
    const judge = (resource: StackResource): void => {
      const policy = resource.props.get("policy");
      const { statements, problems, unknown } = parsePolicyDocument(policy.plain());
      for (const problem of problems)
        context.report(resource, `policy: ${problem}; write it as an IAM policy document`);
      if (unknown !== undefined || statements.some((statement) => statement.unknown.size > 0)) policy.undecided();
      for (const { place, effect, principals, actions, resources, conditions, unknown: hidden } of statements) {
        const open =
          effect === "allow" &&
          principals?.some(({ name }) => isAnybody(name)) !== false &&
          actions?.some(isWholeService) !== false &&
          resources?.some(namesNothing) !== false &&
          !conditions.some((test) => bounds(test) || narrows(test) || boundsResources(test));
        if (open && hidden.size === 0) context.report(resource, `policy: ${place} allows everything; ${ADVICE}`);
      }
    };
    for (const endpoint of endpoints) {
      const policies = links.of(endpoint);
      const type = endpoint.props.get("vpcEndpointType").plain();
      const inline = endpoint.props.get("policy");
      if (policies.length > 0) policies.forEach(judge);
      else if (inline.plain() !== undefined && inline.plain() !== null) judge(endpoint);
      // Endpoints for load balancers and the like take no policy.
      else if (type !== "GatewayLoadBalancer" && type !== "Resource" && type !== "ServiceNetwork") {
        reportMissing(context, endpoint, links, "vpcEndpointId", `has no policy, which allows everything; ${ADVICE}`);
      }
    }
  },
});
