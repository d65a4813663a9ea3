import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import type { Stored } from "./store.ts";

/** One object as a backup of the pretended Velero holds it. */
export interface Kept {
  resource: string;
  /** Undefined for what lives in no namespace. */
  namespace?: string;
  name: string;
  object: Stored;
}

/** Packs objects the way Velero does, the directories of API versions included. */
export async function packed(kept: readonly Kept[]): Promise<Uint8Array> {
  const tar = pack();
  for (const { resource, namespace, name, object } of kept) {
    const scope = namespace === undefined ? "cluster" : `namespaces/${namespace}`;
    const text = JSON.stringify(object);
    tar.entry({ name: `resources/${resource}/${scope}/${name}.json` }, text);
    tar.entry({ name: `resources/${resource}/v1-preferredversion/${scope}/${name}.json` }, text);
  }
  tar.entry({ name: "metadata/version" }, "1.1.0\n");
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}
