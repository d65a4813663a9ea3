import type { StackFile } from "../../../preview/stackFiles.ts";
import { EVERYTHING } from "../../components/karpenter/support.ts";

interface Pool {
  readonly preset?: string;
  readonly name?: string;
}

interface Platform {
  readonly applications?: readonly Readonly<Record<string, unknown>>[];
  readonly karpenter?: { readonly nodePools?: readonly Pool[]; readonly nodeClasses?: readonly unknown[] };
  readonly [section: string]: unknown;
}

const CERTIFICATE = "arn:aws:acm:eu-central-1:777788889999:certificate/0123abcd-0123-0123-0123-0123456789ab";
const IMAGE = "registry.example.com/shop:1.2.3";

/** Applications in the forms that the shipped stack files have switched off or do not show. */
const APPLICATIONS = [
  {
    name: "green",
    image: IMAGE,
    strategy: { kind: "blue-green" },
    ingress: { hosts: ["green.example.com"], certificateArn: CERTIFICATE, scheme: "internet-facing" },
  },
  {
    name: "bird",
    image: IMAGE,
    strategy: { kind: "canary" },
    ingress: { hosts: ["bird.example.com"], certificateArn: CERTIFICATE, scheme: "internal" },
    autoscaling: { behaviour: "aggressive" },
  },
];

/** The stack with everything its file has switched off switched on, and what it does not use at all beside that. */
export function fullStack(stackFile: StackFile): StackFile {
  const key = `${stackFile.project}:platform`;
  const { applications = [], karpenter, ...rest } = JSON.parse(stackFile.config[key] ?? "{}") as Platform;
  const pools = karpenter?.nodePools ?? [];
  const names = new Set(pools.map(nameOf));
  const platform: Platform = {
    ...rest,
    applications: [...applications.map((application) => ({ ...application, enabled: true })), ...APPLICATIONS],
    karpenter: {
      ...karpenter,
      nodeClasses: [...(karpenter?.nodeClasses ?? []), ...EVERYTHING.nodeClasses],
      nodePools: [...pools, ...EVERYTHING.nodePools.filter((pool) => !names.has(nameOf(pool)))],
    },
  };
  return {
    ...stackFile,
    stack: `${stackFile.stack} in full`,
    config: { ...stackFile.config, [key]: JSON.stringify(platform) },
  };
}

/** A pool is called after its preset unless it has a name of its own. */
function nameOf({ name, preset }: Pool): string {
  return name ?? preset ?? "";
}
