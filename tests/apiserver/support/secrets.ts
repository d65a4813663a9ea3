import { type PlannedResource, type PlanValue, Secret } from "../../../preview/plan.ts";
import type { Manifest } from "./resources.ts";

/**
 * A resource whose content keeps its shape when it is shown: of a Kubernetes Secret that is secret as a whole the preview
 * shows one mask, and a server wants a map. Its values stay masked.
 */
export function withShape(resource: PlannedResource): PlannedResource {
  if (resource.type !== "kubernetes:core/v1:Secret") return resource;
  const inputs = Object.entries(resource.inputs).map(([key, value]): [string, PlanValue] => [
    key,
    value instanceof Secret ? value.reveal() : value,
  ]);
  return { ...resource, inputs: Object.fromEntries(inputs) };
}

/** A Secret whose masks are what its fields hold: `data` is base64. Anything else as it is. */
export function withEncodedMasks(manifest: Manifest): Manifest {
  const { data } = manifest;
  if (manifest.kind !== "Secret" || typeof data !== "object" || data === null) return manifest;
  const encoded = Object.entries(data).map(([key, mask]) => [key, Buffer.from(String(mask)).toString("base64")]);
  return { ...manifest, data: Object.fromEntries(encoded) as unknown };
}
