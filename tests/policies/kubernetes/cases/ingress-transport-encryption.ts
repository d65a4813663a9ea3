import { UNKNOWN } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";

const prefix = "alb.ingress.kubernetes.io";
const annotations = "metadata.annotations";
const ingress = {
  type: "kubernetes:networking.k8s.io/v1:Ingress",
  name: "web",
  props: {
    metadata: {
      name: "web",
      annotations: {
        [`${prefix}/scheme`]: "internet-facing",
        [`${prefix}/listen-ports`]: JSON.stringify([{ HTTP: 80 }, { HTTPS: 443 }]),
        [`${prefix}/certificate-arn`]: "arn:aws:acm:eu-west-1:123456789012:certificate/a",
        [`${prefix}/ssl-redirect`]: "443",
      },
    },
    spec: { ingressClassName: "alb" },
  },
};

function without(name: string): typeof ingress {
  return change(ingress, `${annotations}["${prefix}/${name}"]`, undefined);
}

export const cases: RuleCases = {
  rule: "ingress-transport-encryption",
  passes: {
    "passes a certificate and a redirection": ingress,
    "passes a certificate alone, by which HTTPS is all that is answered": change(ingress, annotations, {
      [`${prefix}/scheme`]: "internet-facing",
      [`${prefix}/certificate-arn`]: UNKNOWN,
    }),
    "passes a redirection by an action, and by another ingress of the group": [
      change(
        without("ssl-redirect"),
        `${annotations}["${prefix}/actions.redirect"]`,
        '{"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS"}}',
      ),
      { ...change(without("ssl-redirect"), `${annotations}["${prefix}/group.name"]`, "shop"), name: "other" },
    ],
    "says nothing of an ingress within the network": change(ingress, annotations, {
      [`${prefix}/scheme`]: "internal",
    }),
    "says nothing of other controllers": change(ingress, annotations, undefined),
  },
  refuses: {
    "refuses plain HTTP by default": {
      plan: change(ingress, annotations, { [`${prefix}/scheme`]: "internet-facing" }),
      says: ["is internet-facing and it listens by plain HTTP only"],
    },
    "refuses plain HTTP by its ports, whatever the certificate": {
      plan: change(ingress, `${annotations}["${prefix}/listen-ports"]`, '[{"HTTP": 80}]'),
      says: ["it listens by plain HTTP only"],
    },
    "refuses HTTP that is answered beside HTTPS": {
      plan: without("ssl-redirect"),
      says: ["is internet-facing and plain HTTP is answered"],
    },
    "refuses ports that are no list": {
      plan: change(ingress, `${annotations}["${prefix}/listen-ports"]`, "443"),
      says: ["is no list of ports"],
    },
  },
  unclear: {
    "advises on a scheme that is not known": {
      plan: change(ingress, `${annotations}["${prefix}/scheme"]`, UNKNOWN),
      unknown: `${annotations}["${prefix}/scheme"]`,
      says: [],
    },
  },
};
