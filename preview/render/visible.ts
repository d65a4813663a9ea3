import { type PlannedResource, type PlanValue, Secret, Unknown } from "../plan.ts";
import { maskEnvironment } from "./environment.ts";
import { isRecord, mapValues, type Plain, plain, type PlainRecord, SECRET_TEXT } from "./values.ts";

/** Provider settings that are, or hold, credentials. */
const PROVIDER_CREDENTIAL = /^(accessKey|kubeconfig)$|secret|password|token/i;

const shown = new WeakMap<PlannedResource, PlainRecord>();

/**
 * A resource's inputs as they may be shown. Beyond what is marked secret, it masks what the resource's own options
 * declare secret, the credentials of providers, the contents of Kubernetes Secrets, whose keys stay readable, and
 * secrets that stand in the clear in environment variables.
 */
export function visibleInputs(resource: PlannedResource): PlainRecord {
  const known = shown.get(resource);
  if (known) return known;
  const inputs = masked(resource);
  shown.set(resource, inputs);
  return inputs;
}

function masked(resource: PlannedResource): PlainRecord {
  const kubernetesSecret = /^kubernetes:core\/v1:Secret(Patch)?$/.test(resource.type);
  const secretNames = new Set(resource.options.additionalSecretOutputs);
  const isProvider = resource.type.startsWith("pulumi:providers:");
  const isKubernetes = resource.type.startsWith("kubernetes:");
  return Object.fromEntries(
    Object.entries(resource.inputs).map(([key, value]) => {
      if (kubernetesSecret && (key === "data" || key === "stringData")) return [key, maskLeaves(value)];
      const secret = secretNames.has(key) || (isProvider && PROVIDER_CREDENTIAL.test(key));
      if (secret) return [key, SECRET_TEXT];
      return [key, isKubernetes ? maskEnvironment(plain(value)) : plain(value)];
    }),
  );
}

/** The keys of a secret map are none: with them a masked Secret is still a manifest that an API server takes. */
function maskLeaves(value: PlanValue): Plain {
  const map = value instanceof Secret ? value.reveal() : value;
  if (map instanceof Unknown || map instanceof Secret || !isRecord(map)) return SECRET_TEXT;
  return mapValues(map, () => SECRET_TEXT);
}
