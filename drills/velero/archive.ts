import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { DrillFailure, messageOf } from "../common/errors.ts";
import { isMap } from "../common/json.ts";
import type { KubeObject } from "../kube/objects.ts";

/** One object a backup holds. */
export interface StoredObject {
  /** `plural.group`, or the plural alone for the core group. */
  readonly resource: string;
  /** Undefined for what lives in no namespace. */
  readonly namespace?: string;
  readonly name: string;
  readonly object: KubeObject;
}

/** What a backup holds. */
export interface BackupContents {
  readonly objects: readonly StoredObject[];
  /** SHA-256 of the archive, in hexadecimal digits. */
  readonly digest: string;
}

/**
 * `resources/<plural.group>/namespaces/<ns>/<name>.json` and `resources/<plural.group>/cluster/<name>.json`. The same again
 * below a directory for each API version is passed over.
 * Source: Velero 1.18 documentation, "Output file format", version 1.1.
 */
const ENTRY = /^(?:\.\/)?resources\/([^/]+)\/(?:namespaces\/([^/]+)|cluster)\/([^/]+)\.json$/;

/** Reads a backup's archive. @throws DrillFailure when it is damaged, or holds an object that cannot be read */
export async function readArchive(archive: Uint8Array): Promise<BackupContents> {
  const objects: StoredObject[] = [];
  try {
    const entries = Readable.from([archive]).pipe(createGunzip());
    const tar = extract();
    // Errors of the decompression do not travel down the pipe by themselves.
    entries.on("error", (error) => {
      tar.destroy(error);
    });
    entries.pipe(tar);
    for await (const entry of tar) {
      const match = ENTRY.exec(entry.header.name);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      if (!match) continue;
      const [, resource = "", namespace, name = ""] = match;
      const object: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      if (!isMap(object)) throw new Error(`${entry.header.name} is no object`);
      objects.push({
        resource,
        name,
        object: object as unknown as KubeObject,
        ...(namespace !== undefined && { namespace }),
      });
    }
  } catch (error) {
    throw new DrillFailure(`What the backup holds cannot be read: ${messageOf(error)}`);
  }
  return { objects, digest: createHash("sha256").update(archive).digest("hex") };
}
