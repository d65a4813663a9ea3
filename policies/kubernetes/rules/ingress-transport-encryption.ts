import { Malformed } from "../support/findings.ts";
import { resourceRule } from "../support/rule.ts";
import type { Value } from "../support/value.ts";

const PREFIX = "alb.ingress.kubernetes.io";

/** The protocols that an ingress listens by. @throws NotKnown, Malformed */
function protocolsOf(annotations: Value): Set<string> {
  const ports = annotations.get(`${PREFIX}/listen-ports`);
  const text = ports.string();
  if (text === undefined) {
    const certificate = annotations.get(`${PREFIX}/certificate-arn`);
    const certified = certificate.isUnknown() || (certificate.string() ?? "") !== "";
    return new Set([certified ? "HTTPS" : "HTTP"]);
  }
  try {
    const listed: unknown = JSON.parse(text);
    if (Array.isArray(listed)) {
      return new Set(
        listed.flatMap((each: unknown) => (typeof each === "object" && each !== null ? Object.keys(each) : [])),
      );
    }
  } catch {
    // Told below, as any other text that is no list.
  }
  throw new Malformed(`${ports.path} is no list of ports such as [{"HTTPS": 443}]`);
}

/** Whether plain requests are sent to HTTPS, by this ingress or by another of its group. @throws NotKnown, Malformed */
function redirects(annotations: Value): boolean {
  const said = ["ssl-redirect", "group.name"].some((name) => annotations.get(`${PREFIX}/${name}`).given());
  return (
    said ||
    annotations
      .entries()
      .some(([key, value]) => key.startsWith(`${PREFIX}/actions.`) && /redirect[^]*HTTPS/i.test(value.string() ?? ""))
  );
}

/** Judged for the AWS Load Balancer Controller, whose annotations say who may reach an ingress (v3, "Ingress annotations"). */
export const ingressTransportEncryption = resourceRule({
  name: "ingress-transport-encryption",
  description: "Give every Ingress that faces the internet a certificate, and send plain HTTP to HTTPS.",
  enforcementLevel: "mandatory",
  kinds: new Set(["networking.k8s.io/Ingress", "extensions/Ingress"]),
  parameters: {},
  inspect: (ingress, findings) => {
    const annotations = ingress.body.at("metadata.annotations");
    const scheme = annotations.get(`${PREFIX}/scheme`);
    if (scheme.string() !== "internet-facing") return;
    const protocols = protocolsOf(annotations);
    if (!protocols.has("HTTPS")) {
      findings.violation(
        `${scheme.path} is internet-facing and it listens by plain HTTP only; set ${PREFIX}/certificate-arn and have ${PREFIX}/listen-ports name HTTPS`,
      );
    } else if (protocols.has("HTTP") && !redirects(annotations)) {
      findings.violation(
        `${scheme.path} is internet-facing and plain HTTP is answered; set ${PREFIX}/ssl-redirect, or leave HTTP out`,
      );
    }
  },
});
