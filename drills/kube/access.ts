import { EnvironmentError } from "../common/errors.ts";
import { mapAt } from "../common/json.ts";
import { VELERO_NAMESPACE } from "../common/names.ts";
import type { KubeClient } from "./client.ts";

/** Something a drill must be allowed to do. */
export interface Right {
  readonly verb: "get" | "list" | "create" | "delete" | "patch";
  /** `plural.group`, or the plural alone for the core group. */
  readonly resource: string;
  readonly namespace?: string;
}

/** Rights on one kind. */
export function rights(resource: string, verbs: readonly Right["verb"][], namespace?: string): Right[] {
  return verbs.map((verb) => ({ verb, resource, ...(namespace !== undefined && { namespace }) }));
}

/** Rights on one of Velero's kinds. */
export function veleroRights(plural: string, ...verbs: Right["verb"][]): Right[] {
  return rights(`${plural}.velero.io`, verbs, VELERO_NAMESPACE);
}

/**
 * Makes sure of every right before anything is made: a drill that finds out half-way leaves more to clean up.
 *
 * @throws EnvironmentError that lists those missing
 */
export async function assertRights(client: KubeClient, needed: readonly Right[]): Promise<void> {
  const missing: string[] = [];
  for (const { verb, resource, namespace } of needed) {
    const [plural, ...group] = resource.split(".");
    const answer = await client.review("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: {
        resourceAttributes: {
          verb,
          resource: plural,
          group: group.join("."),
          ...(namespace !== undefined && { namespace }),
        },
      },
    });
    if (mapAt(answer, "status").allowed !== true) {
      missing.push(`${verb} ${resource}${namespace === undefined ? "" : ` in ${namespace}`}`);
    }
  }
  if (missing.length > 0) {
    throw new EnvironmentError(`No permission for what the drill needs: ${missing.join("; ")}. Nothing was made.`);
  }
}
