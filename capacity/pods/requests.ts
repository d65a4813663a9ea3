import { z } from "zod";
import { quantitySchema } from "../model/parse.ts";
import { type Quantity, toUnits } from "../model/quantity.ts";
import { add, larger, type Resources } from "../model/resources.ts";

const quantitiesSchema = z.record(z.string(), quantitySchema).default({});
const resourcesSchema = z
  .object({ requests: quantitiesSchema, limits: quantitiesSchema })
  .default({ requests: {}, limits: {} });

/** A container, as far as its resources go. */
const containerSchema = z.object({ resources: resourcesSchema, restartPolicy: z.string().optional() });
/** What of a pod's specification decides what it requests. */
export const requestingSchema = z.object({
  containers: z.array(containerSchema).min(1),
  initContainers: z.array(containerSchema).default([]),
  overhead: quantitiesSchema,
  resources: resourcesSchema,
});
export type Requesting = z.infer<typeof requestingSchema>;

/** Resources that may be requested for the pod as a whole. */
const POD_LEVEL = ["cpu", "memory"];

/**
 * What a pod takes of a node: its containers together, or the init container that needs most while it runs, whichever
 * is larger; init containers that restart always (sidecars) run beside everything after them. Every pod takes one of
 * `pods`. Source: Kubernetes docs, "Resource Management for Pods and Containers", "Sidecar Containers".
 */
export function podRequests({ containers, initContainers, overhead, resources }: Requesting): Resources {
  let running = add(...containers.map(requestsOf));
  let sidecars: Resources = {};
  let initialising: Resources = {};
  for (const container of initContainers) {
    const requests = requestsOf(container);
    if (container.restartPolicy === "Always") {
      running = add(running, requests);
      sidecars = add(sidecars, requests);
      initialising = larger(initialising, sidecars);
    } else {
      initialising = larger(initialising, add(requests, sidecars));
    }
  }
  const whole = Object.entries(effective(resources)).filter(([name]) => POD_LEVEL.includes(name));
  return { ...add({ ...larger(running, initialising), ...Object.fromEntries(whole) }, units(overhead)), pods: 1 };
}

function requestsOf({ resources }: z.infer<typeof containerSchema>): Resources {
  return effective(resources);
}

/** A limit without a request is a request: the API server fills it in. */
function effective({ requests, limits }: z.infer<typeof resourcesSchema>): Resources {
  return { ...units(limits), ...units(requests) };
}

function units(quantities: Readonly<Record<string, Quantity>>): Resources {
  return Object.fromEntries(Object.entries(quantities).map(([name, value]) => [name, toUnits(name, value) ?? 0]));
}
