import type { DeployAccess } from "../../components/shared/deployAccess.ts";
import type { Lookup } from "./cluster.ts";
import type { Probe } from "./probe.ts";

/** What the check of one stack came to. */
export interface Preflight {
  readonly stack: string;
  readonly clusterName: string;
  readonly access: DeployAccess;
  readonly lookup: Lookup;
  /** Absent where there was no cluster to go to. */
  readonly probe?: Probe;
}

/** The report, and whether a deployment may begin. */
export function preflightReport({ stack, clusterName, access, lookup, probe }: Preflight): {
  readonly text: string;
  readonly ready: boolean;
} {
  const head = `${stack}: deployAccess ${access.mode}; ${CHECKED[access.mode]}`;
  if (lookup.kind === "absent") {
    return {
      ready: true,
      text: [
        head,
        `  There is no cluster ${clusterName} yet, so there is nothing to reach.`,
        `  ${FIRST[access.mode]}`,
      ].join("\n"),
    };
  }
  if (lookup.kind === "unknown") {
    return {
      ready: false,
      text: [head, `  Whether ${clusterName} is there cannot be told: ${lookup.reason}`].join("\n"),
    };
  }
  const reached = probe?.reached === true;
  return {
    ready: reached,
    text: [
      head,
      ...(probe?.steps ?? []).map((step) => `  ${step}`),
      reached
        ? "  The API server is within reach."
        : `  The API server is out of reach, and nothing has been changed. ${advice(access)}`,
    ].join("\n"),
  };
}

const CHECKED: Readonly<Record<DeployAccess["mode"], string>> = {
  "vpc-runner": "checked is the way to the private endpoint from here: its name, a connection, TLS",
  proxy: "checked is the way through the proxy: that it answers, that it connects, TLS behind it",
  "allowlisted-public": "checked is the way to the public endpoint from here: its name, a connection, TLS",
};

const FIRST: Readonly<Record<DeployAccess["mode"], string>> = {
  "vpc-runner":
    "Whoever makes the cluster also installs into it: this machine needs a route into the VPC as soon as there is one, or an existing VPC to run in.",
  proxy: "Whoever makes the cluster also installs into it: the proxy has to reach the VPC as soon as there is one.",
  "allowlisted-public":
    "Whoever makes the cluster also installs into it: the address this machine has on the internet has to be in deployAccess.cidrs.",
};

function advice(access: DeployAccess): string {
  switch (access.mode) {
    case "vpc-runner":
      return "Run this inside the VPC or in a network with a route into it, and let the cluster's security group admit it on 443; in GitHub that is the label in the stack's RUNNER variable (docs/operations.md, \"A runner inside the VPC\").";
    case "proxy":
      return `Check that ${access.url} runs, lets this machine in and has a route into the VPC.`;
    case "allowlisted-public":
      return `Check that the address this machine has on the internet is in deployAccess.cidrs (${access.cidrs.join(", ")}).`;
  }
}
