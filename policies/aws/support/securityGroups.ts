import { isWorld } from "./cidr.ts";
import type { Field } from "./field.ts";
import { DEFAULT_SECURITY_GROUP, SECURITY_GROUP } from "./types.ts";

/** Resources of a single rule: the older and the newer kind. */
export const SECURITY_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
/** All that hold rules of security groups. */
export const RULE_HOLDERS = [SECURITY_GROUP, DEFAULT_SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE, EGRESS_RULE];

/** What rules refer to by its id instead of naming networks: a list of them, or one entry of such a list. */
export const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
export const PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

export type Direction = "ingress" | "egress";

/** The ports of a rule; all of them for a protocol without ports. */
export interface Ports {
  protocol: string;
  from: number;
  to: number;
}

/** One rule of a security group, whatever resource it stands in. */
export interface SecurityGroupRule {
  field: Field;
  /** The blocks that take in the whole world, each with its place. */
  world: Field[];
  /** Undefined while a part of it is not known. */
  ports: Ports | undefined;
}

/** The rules for a direction that stand in a resource; none for resources of other types. */
export function rulesOf(type: string, props: Field, direction: Direction): SecurityGroupRule[] {
  switch (type) {
    case SECURITY_GROUP:
    case DEFAULT_SECURITY_GROUP:
      return props
        .get(direction)
        .items()
        .map((field) => readRule(field, "protocol", ["cidrBlocks", "ipv6CidrBlocks"]));
    case SECURITY_GROUP_RULE: {
      const { known, text } = { known: props.get("type").known(), text: props.get("type").text() };
      return known && text === direction ? [readRule(props, "protocol", ["cidrBlocks", "ipv6CidrBlocks"])] : [];
    }
    case INGRESS_RULE:
    case EGRESS_RULE:
      return (type === INGRESS_RULE) === (direction === "ingress")
        ? [readRule(props, "ipProtocol", ["cidrIpv4", "cidrIpv6"])]
        : [];
    default:
      return [];
  }
}

/** The blocks of a prefix list, or of an entry of one, that take in the whole world. */
export function worldOfList(type: string, props: Field): Field[] {
  const entries = type === PREFIX_LIST ? props.get("entries").items() : type === PREFIX_LIST_ENTRY ? [props] : [];
  return entries.map((entry) => entry.get("cidr")).filter((block) => block.known() && isWorld(block.text()));
}

function readRule(field: Field, protocolKey: string, blockKeys: readonly string[]): SecurityGroupRule {
  const world = blockKeys
    .flatMap((key) => field.get(key).items())
    .filter((block) => block.known() && isWorld(block.text()));
  // Ports matter only when the world may use them.
  return { field, world, ports: world.length > 0 ? portsOf(field, protocolKey) : undefined };
}

function portsOf(field: Field, protocolKey: string): Ports | undefined {
  const parts = [field.get(protocolKey), field.get("fromPort"), field.get("toPort")];
  if (!parts.every((part) => part.known())) return undefined;
  const [protocol, from, to] = parts;
  const name = (protocol?.text() ?? String(protocol?.number() ?? "-1")).toLowerCase();
  const everything = name === "-1" || name === "all";
  return {
    protocol: everything ? "all" : name,
    from: everything ? 0 : (from?.number() ?? 0),
    to: everything ? 65_535 : (to?.number() ?? 65_535),
  };
}

/** Whether the rule takes in more than half of all ports: nobody chose those. */
export function isNearlyAllPorts({ from, to }: Ports): boolean {
  return to - from > 32_768;
}

/** `port 22 (tcp)`, `ports 0-65535 (all)`. */
export function portsText({ protocol, from, to }: Ports): string {
  return from === to ? `port ${from} (${protocol})` : `ports ${from}-${to} (${protocol})`;
}

/** Whether the rule is for web traffic: 80 or 443 and nothing else. */
export function isWeb({ protocol, from, to }: Ports): boolean {
  return ["tcp", "6", "udp", "17"].includes(protocol) && from === to && (from === 80 || from === 443);
}
