import type { StackValidationPolicy } from "@pulumi/policy";
import { ofTypes } from "./buckets.ts";
import type { Field } from "./field.ts";
import { plainHttp } from "./iam/transport.ts";
import { link, reportMissing } from "./links.ts";
import { stackRule } from "./rule.ts";

/**
 * A rule that the policy of each queue or topic refuses plain HTTP, whether it stands in the resource or in one of its own.
 * @param spec.carrier the type token of the queue or topic
 * @param spec.policy the type token of the policy's own resource
 * @param spec.reference the property by which that refers to the queue or topic
 * @param spec.names the properties of the queue or topic that it may hold
 * @param spec.service the prefix of the service's actions
 */
export function transportRule(spec: {
  name: string;
  description: string;
  carrier: string;
  policy: string;
  reference: string;
  names: string[];
  service: string;
}): StackValidationPolicy {
  const advice = `add a statement that denies ${spec.service}:* to "*" when aws:SecureTransport is false`;
  return stackRule({
    name: spec.name,
    description: spec.description,
    types: [spec.carrier, spec.policy],
    check(context) {
      const carriers = ofTypes(context.resources, [spec.carrier]);
      const links = link(carriers, ofTypes(context.resources, [spec.policy]), spec.reference, spec.names);
      const judge = (policy: Field, report: (message: string) => void): void => {
        if (!policy.known()) return;
        const transport = plainHttp(policy.plain(), spec.service, (resources) => resources.length > 0);
        if (transport === "unknown") policy.undecided();
        if (transport === "allowed") report(`${policy.path} does not refuse plain HTTP; ${advice}`);
      };
      for (const carrier of carriers) {
        const policies = links.of(carrier);
        for (const policy of policies) {
          judge(policy.props.get("policy"), (message) => {
            context.report(policy, message);
          });
        }
        if (policies.length > 0) continue;
        const inline = carrier.props.get("policy");
        if (!inline.known()) continue;
        if (inline.set()) {
          judge(inline, (message) => {
            context.report(carrier, message);
          });
        } else reportMissing(context, carrier, links, spec.reference, `has no policy; ${advice}`);
      }
    },
  });
}
