import { randomUUID } from "node:crypto";
import type { KubeObject } from "../../../drills/kube/objects.ts";

/** An object of the pretended cluster; tests may write into it. */
export type Stored = Omit<KubeObject, "metadata"> & {
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    labels?: Record<string, string>;
    creationTimestamp?: string;
  };
  status?: Record<string, unknown>;
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
};

/** Objects by path. */
export class Store {
  readonly objects = new Map<string, Stored>();

  put(collection: string, object: unknown): Stored {
    const copy = structuredClone(object) as Stored;
    copy.metadata.uid ??= randomUUID();
    const namespace = /\/namespaces\/([^/]+)\//.exec(`${collection}/`)?.[1];
    if (namespace !== undefined && !collection.endsWith("/namespaces")) copy.metadata.namespace = namespace;
    this.objects.set(`${collection}/${copy.metadata.name}`, copy);
    return copy;
  }

  /** Objects directly in a collection. */
  in(collection: string, selector?: string): Stored[] {
    return [...this.objects]
      .filter(([path]) => path.startsWith(`${collection}/`) && !path.slice(collection.length + 1).includes("/"))
      .map(([, object]) => object)
      .filter((object) => matches(object, selector));
  }

  /** Everything in a namespace, with its resource as `plural.group`. */
  inNamespace(namespace: string): { resource: string; name: string; object: Stored }[] {
    return [...this.objects].flatMap(([path, object]) => {
      const match = /^\/(?:api\/v1|apis\/([^/]+)\/[^/]+)\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path);
      if (match?.[2] !== namespace) return [];
      const [, group, , plural = "", name = ""] = match;
      return [{ resource: group === undefined ? plural : `${plural}.${group}`, name, object }];
    });
  }

  removeNamespace(namespace: string): void {
    for (const path of this.objects.keys()) {
      if (path.includes(`/namespaces/${namespace}/`) || path === `/api/v1/namespaces/${namespace}`)
        this.objects.delete(path);
    }
  }

  /** Names of the namespaces there are. */
  get namespaces(): string[] {
    return this.in("/api/v1/namespaces").map(({ metadata }) => metadata.name);
  }
}

function matches({ metadata }: Stored, selector: string | undefined): boolean {
  return (
    selector === undefined ||
    selector.split(",").every((term) => {
      const [key = "", value] = term.split("=");
      return metadata.labels?.[key] === value;
    })
  );
}
