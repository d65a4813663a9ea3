import { resourceRule } from "../support/rule.ts";

/** What comes from outside is encrypted up to the load balancer, by a protocol that is not broken. */
export const lbListenerTransportEncryption = resourceRule({
  name: "lb-listener-transport-encryption",
  description: "Listen with TLS 1.2 or later; plain HTTP may only redirect to HTTPS.",
  types: ["aws:lb/listener:Listener", "aws:alb/listener:Listener"],
  check({ props, require, report }) {
    const protocol = props.get("protocol");
    if (!protocol.known()) return;
    if (protocol.text() === "HTTP" || !protocol.set()) {
      const actions = props.get("defaultActions");
      if (!actions.known()) return;
      const redirects = actions.items().map((action) => action.get("redirect").get("protocol"));
      if (redirects.length > 0 && redirects.every((target) => !target.known() || target.text() === "HTTPS")) return;
      report(`${protocol.described()} and does not redirect; redirect to HTTPS`);
    } else if (["HTTPS", "TLS"].includes(protocol.text() ?? "")) {
      require(props.get("sslPolicy"), (field) =>
        /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)/.test(
          field.text() ?? "",
        ), 'set it to a policy of TLS 1.2 or later, such as "ELBSecurityPolicy-TLS13-1-2-2021-06"');
    }
  },
});
