import type {
  CheckResult,
  CreateResult,
  DiffResult,
  InvokeResult,
  Provider,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/provider/index.js";
import { ask, type CloudRequest, type ProviderSettings } from "./client.ts";

/**
 * A provider that has the simulated cloud do everything.
 *
 * @param settings gives how the engine configured it
 */
export function passThrough(version: string, settings: () => ProviderSettings): Provider {
  const have = <T>(request: Omit<CloudRequest, "settings">): Promise<T> => ask<T>({ ...request, settings: settings() });
  return {
    version,
    check: (urn, olds: unknown, news: unknown) => have<CheckResult>({ operation: "check", urn, olds, news }),
    diff: (id, urn, olds: unknown, news: unknown) => have<DiffResult>({ operation: "diff", id, urn, olds, news }),
    create: (urn, news: unknown) => have<CreateResult>({ operation: "create", urn, news }),
    read: (id, urn, olds: unknown) => have<ReadResult>({ operation: "read", id, urn, olds }),
    update: (id, urn, olds: unknown, news: unknown) => have<UpdateResult>({ operation: "update", id, urn, olds, news }),
    delete: (id, urn, olds: unknown) => have({ operation: "delete", id, urn, olds }),
    invoke: (token, news: unknown) => have<InvokeResult>({ operation: "invoke", token, news }),
  };
}
