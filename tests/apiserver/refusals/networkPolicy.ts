import { refusal, type Refusals } from "./refusal.ts";

const EGRESS = "spec.egress";
const ports = (port: object) => [{ ports: [port] }];
const to = (peer: object) => [{ to: [peer] }];

/** What an API server has against a network policy. */
export const NETWORK_POLICY: Refusals = {
  kind: "NetworkPolicy",
  name: "myapp",
  cases: {
    "a field with a slip in its name": refusal("spec.egres", [], ".spec.egres: field not declared in schema"),
    "a port over 65535": refusal(EGRESS, ports({ port: 70_000 }), "must be between 1 and 65535"),
    "a port of nothing": refusal(EGRESS, ports({ port: 0 }), "must be between 1 and 65535"),
    "a port's name that is none": refusal(EGRESS, ports({ port: "Not A Port" }), "spec.egress[0].ports[0].port"),
    "a protocol there is not": refusal(EGRESS, ports({ protocol: "HTTP", port: 80 }), 'Unsupported value: "HTTP"'),
    "a range of ports without its start": refusal(EGRESS, ports({ endPort: 90 }), "may not be specified when `port`"),
    "a range of ports that ends before it starts": refusal(
      EGRESS,
      ports({ port: 80, endPort: 79 }),
      "must be greater than or equal to `port`",
    ),
    "a range of ports from a name": refusal(
      EGRESS,
      ports({ port: "http", endPort: 90 }),
      "may not be specified when `port` is non-numeric",
    ),
    "a direction there is not": refusal("spec.policyTypes", ["Inbound"], 'Unsupported value: "Inbound"'),
    "more directions than there are": refusal(
      "spec.policyTypes",
      ["Ingress", "Egress", "Ingress"],
      "may not specify more than two policyTypes",
    ),
    "a peer that is a range and pods": refusal(
      EGRESS,
      to({ ipBlock: { cidr: "10.0.0.0/8" }, podSelector: {} }),
      "may not specify both ipBlock and another peer",
    ),
    "a peer that is nobody": refusal(EGRESS, to({}), "must specify a peer"),
    "a range that is none": refusal(EGRESS, to({ ipBlock: { cidr: "10.0.0/8" } }), "spec.egress[0].to[0].ipBlock.cidr"),
    "an exception outside of its range": refusal(
      EGRESS,
      to({ ipBlock: { cidr: "10.0.0.0/16", except: ["10.1.0.0/24"] } }),
      "must be a strict subset of `cidr`",
    ),
    "an operator there is not": refusal(
      "spec.podSelector",
      { matchExpressions: [{ key: "app", operator: "Like", values: ["a"] }] },
      '"Like": not a valid selector operator',
    ),
    "ingress that is no list": refusal("spec.ingress", {}, ".spec.ingress: expected list"),
  },
};
