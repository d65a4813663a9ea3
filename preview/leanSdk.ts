import resource from "@pulumi/pulumi/resource.js";
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { WireValue } from "./wire.ts";

/**
 * Spares the SDK what only an engine in another process, or whoever debugs the SDK itself, has any use for. Together it
 * is half of what recording a resource costs. EKS_PLATFORM_TRACE=1 keeps it.
 */
export function makeSdkLean(environment: NodeJS.ProcessEnv): void {
  if (environment.EKS_PLATFORM_TRACE === "1") return;
  // A stack trace of every resource, to be sent to the engine.
  Object.assign(resource.Resource, { callsites: (): readonly object[] => [] });
  // A wrapper with another trace around the promise of every output, to name promises that leak. A promise that is never
  // settled is told by the run itself.
  Object.assign(debuggable, { debuggablePromise: <T>(promise: Promise<T>): Promise<T> => promise });
  // Every value as a protobuf message, to be sent to the engine, and back again.
  Object.assign(struct.Struct, { fromJavaScript: (value: Properties) => new UnsentStruct(value) });
}

type Properties = Record<string, WireValue>;

const encode = struct.Struct.fromJavaScript.bind(struct.Struct);

/** Properties that are encoded when they are sent, which in a preview is never. */
class UnsentStruct extends struct.Struct {
  readonly #value: Properties;
  #encoded = false;

  constructor(value: Properties) {
    super();
    this.#value = value;
  }

  override toJavaScript(): Properties {
    return sorted(this.#value);
  }

  override getFieldsMap(): ReturnType<struct.Struct["getFieldsMap"]> {
    const fields = super.getFieldsMap();
    if (!this.#encoded) {
      this.#encoded = true;
      for (const [key, value] of encode(this.#value).getFieldsMap().entries() as Iterable<[string, struct.Value]>) {
        fields.set(key, value);
      }
    }
    return fields;
  }
}

/** A copy with the keys in order, as they come out of a protobuf message. */
function sorted(properties: Properties): Properties {
  const copy: Properties = {};
  for (const key of Object.keys(properties).sort()) copy[key] = sortedValue(properties[key] ?? null);
  return copy;
}

function sortedValue(value: WireValue): WireValue {
  if (Array.isArray(value)) return value.map(sortedValue);
  return value !== null && typeof value === "object" ? sorted(value) : value;
}
