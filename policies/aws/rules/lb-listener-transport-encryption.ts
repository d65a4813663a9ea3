import { ofTypes } from "../support/buckets.ts";
import type { Field } from "../support/field.ts";
import { link } from "../support/links.ts";
import { type StackContext, type StackResource, stackRule } from "../support/rule.ts";

const LISTENERS = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];
const LISTENER_RULES = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"];
const CLASSIC = ["aws:elb/loadBalancer:LoadBalancer"];

/** What comes from outside is encrypted up to the load balancer, by a protocol that is not broken. */
export const lbListenerTransportEncryption = stackRule({
  name: "lb-listener-transport-encryption",
  description: "Listen with TLS 1.2 or later; plain HTTP may only redirect to HTTPS, by default and in every rule.",
  types: [...LISTENERS, ...LISTENER_RULES, ...CLASSIC],
  check(context) {
    const listeners = ofTypes(context.resources, LISTENERS);
    const rules = link(listeners, ofTypes(context.resources, LISTENER_RULES), "listenerArn", ["arn", "id"]);
    for (const listener of listeners) {
      const protocol = listener.props.get("protocol");
      if (!protocol.known()) continue;
      if (isHttp(protocol)) judgeHttp(context, listener, protocol, rules.of(listener));
      else if (["HTTPS", "TLS"].includes(protocol.text() ?? "")) judgeTls(context, listener);
    }
    for (const balancer of ofTypes(context.resources, CLASSIC)) {
      for (const listener of balancer.props.get("listeners").items()) {
        const protocol = listener.get("lbProtocol");
        if (protocol.known() && isHttp(protocol)) {
          context.report(balancer, `${protocol.described()}; a classic load balancer cannot redirect: use "https"`);
        }
      }
    }
  },
});

function isHttp(protocol: Field): boolean {
  return !protocol.set() || protocol.text()?.toUpperCase() === "HTTP";
}

function judgeHttp(
  { report }: StackContext,
  listener: StackResource,
  protocol: Field,
  rules: readonly StackResource[],
): void {
  const actions = listener.props.get("defaultActions");
  if (actions.known() && !redirects(actions)) {
    report(listener, `${protocol.described()} and does not redirect; redirect to HTTPS`);
  }
  for (const rule of rules) {
    const own = rule.props.get("actions");
    if (own.known() && !redirects(own)) {
      report(
        rule,
        `${own.path} does not redirect, and listener ${listener.name} is one for plain HTTP; redirect to HTTPS`,
      );
    }
  }
}

function redirects(actions: Field): boolean {
  const targets = actions.items().map((action) => action.get("redirect").get("protocol"));
  return targets.length > 0 && targets.every((target) => !target.known() || target.text() === "HTTPS");
}

function judgeTls({ require }: StackContext, listener: StackResource): void {
  require(listener, listener.props.get("sslPolicy"), (field) =>
    /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)/.test(
      field.text() ?? "",
    ), 'set it to a policy of TLS 1.2 or later, such as "ELBSecurityPolicy-TLS13-1-2-2021-06"');
}
