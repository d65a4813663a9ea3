import type { Plan, PlannedOptions, PlannedResource, PlanValue } from "./plan.ts";
import type { StackFile } from "./stackFiles.ts";

/** Options of a resource that nobody gave any. */
export const NO_OPTIONS: PlannedOptions = {
  protect: false,
  retainOnDelete: false,
  deleteBeforeReplace: false,
  ignoreChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
  customTimeouts: { create: "", update: "", delete: "" },
  dependencies: [],
  propertyDependencies: {},
};

/**
 * Adds what an engine makes on its own: one default provider for each package that resources without a provider of
 * their own belong to, configured from the stack's config (the region and the default tags of `aws`, for instance).
 */
export function withDefaultProviders(plan: Plan, stackFile: StackFile): Plan {
  const providers = new Map<string, PlannedResource>();
  const resources = plan.resources.map((resource) => {
    if (!resource.custom || resource.provider !== undefined || resource.type.startsWith("pulumi:")) return resource;
    const packageName = resource.type.split(":")[0] ?? "";
    const provider = providers.get(packageName) ?? defaultProvider(packageName, stackFile);
    providers.set(packageName, provider);
    return { ...resource, provider: provider.urn };
  });
  return { ...plan, resources: [...providers.values(), ...resources] };
}

function defaultProvider(packageName: string, stackFile: StackFile): PlannedResource {
  const type = `pulumi:providers:${packageName}`;
  const name = "default";
  const prefix = `${packageName}:`;
  const inputs = Object.entries(stackFile.config)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]): [string, PlanValue] => [key.slice(prefix.length), fromText(text)]);
  return {
    urn: `urn:pulumi:${stackFile.stack}::${stackFile.project}::${type}::${name}`,
    type,
    name,
    custom: true,
    modelled: "the engine's default provider, configured by the stack file",
    inputs: Object.fromEntries(inputs),
    outputs: {},
    options: NO_OPTIONS,
  };
}

function fromText(text: string): PlanValue {
  if (!/^[[{]/.test(text)) return text;
  return JSON.parse(text) as PlanValue;
}
