import type {
  CheckResult,
  CreateResult,
  DiffResult,
  InvokeResult,
  Provider,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/provider/index.js";
import { ask } from "./client.ts";

/** A provider that has the simulated cloud do everything. */
export function passThrough(version: string): Provider {
  return {
    version,
    check: (urn, olds: unknown, news: unknown) => ask<CheckResult>({ operation: "check", urn, olds, news }),
    diff: (id, urn, olds: unknown, news: unknown) => ask<DiffResult>({ operation: "diff", id, urn, olds, news }),
    create: (urn, news: unknown) => ask<CreateResult>({ operation: "create", urn, news }),
    read: (id, urn, olds: unknown) => ask<ReadResult>({ operation: "read", id, urn, olds }),
    update: (id, urn, olds: unknown, news: unknown) => ask<UpdateResult>({ operation: "update", id, urn, olds, news }),
    delete: (id, urn, olds: unknown) => ask({ operation: "delete", id, urn, olds }),
    invoke: (token, news: unknown) => ask<InvokeResult>({ operation: "invoke", token, news }),
  };
}
