import type { StackFile } from "../../preview/stackFiles.ts";

/** Stands in for the account of a stack file. It is nobody's example, so deployments take it, and no call ever reaches it. */
export const REHEARSAL_ACCOUNT = "100000000001";

/** Stands in for ranges that are reserved for documentation: that of a service which was given up, and nobody's since. Source: RFC 7526. */
const REHEARSAL_RANGE = "192.88.99.";
const DOCUMENTATION_RANGES = /\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\./g;

/** Ids and ARNs of what a configuration names and the stack does not make. */
const NAMES = /\b(?:(?:vpc|subnet|sg|rtb)-[0-9a-f]{8,17}|arn:aws[a-z-]*:[A-Za-z0-9:/_.+=,@*-]+)/g;

/** A stack file with an account and ranges that a deployment takes: the shipped ones are of documentation, and refused. */
export function deployable(stackFile: StackFile): StackFile {
  const [account] = /\d{12}/.exec(stackFile.config["aws:allowedAccountIds"] ?? "") ?? [];
  const config = Object.entries(stackFile.config).map(([key, value]): [string, string] => {
    const ours = account === undefined ? value : value.replaceAll(account, REHEARSAL_ACCOUNT);
    return [key, ours.replace(DOCUMENTATION_RANGES, REHEARSAL_RANGE)];
  });
  return { ...stackFile, config: Object.fromEntries(config) };
}

/** What a configuration takes for granted: resources that exist without this stack. */
export function takenForGranted({ config }: StackFile): Set<string> {
  return new Set(Object.values(config).flatMap((value) => value.match(NAMES) ?? []));
}

/** An object that can be edited. */
export type Editable = Record<string, unknown>;

/** The stack's platform, as its file says it. */
export function platformOf(stackFile: StackFile): Editable {
  return JSON.parse(stackFile.config[platformKey(stackFile)] ?? "{}") as Editable;
}

/** A stack file whose platform was edited; the one it is made from stays as it is. */
export function withPlatform(stackFile: StackFile, edit: (platform: Editable) => void): StackFile {
  const platform = platformOf(stackFile);
  edit(platform);
  return { ...stackFile, config: { ...stackFile.config, [platformKey(stackFile)]: JSON.stringify(platform) } };
}

/** The map at a key, made where there is none. */
export function sectionOf(platform: Editable, key: string): Editable {
  const found = platform[key];
  if (typeof found === "object" && found !== null && !Array.isArray(found)) return found as Editable;
  const made: Editable = {};
  platform[key] = made;
  return made;
}

function platformKey({ project }: StackFile): string {
  return `${project}:platform`;
}
