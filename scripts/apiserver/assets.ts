import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { KUBE_APISERVER_VERSION } from "./release.ts";

/** The two programs an API server needs, and who named them. */
export interface Assets {
  readonly kubeApiserver: string;
  readonly etcd: string;
  readonly source: string;
}

/** What discovery looks at: the environment and the home directory. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Folders that often hold programs without being on PATH: where Go's own installer puts it. */
  readonly folders: readonly string[];
  /** Where `setup-envtest` and kubebuilder put an API server by default. */
  readonly kubebuilder: string;
}

/** This process's own. */
export const HERE: Surroundings = {
  environment: process.env,
  home: homedir(),
  folders: ["/usr/local/go/bin"],
  kubebuilder: "/usr/local/kubebuilder/bin",
};

/** A setting that names nothing usable: the user's to mend, and no reason to look elsewhere in silence. */
export class SettingError extends Error {
  override name = "SettingError";
}

/**
 * Where this project keeps what it built. Outside of node_modules, which every `npm ci` empties, and one for each
 * version and machine.
 */
export function cacheDirectory({ environment, home }: Surroundings): string {
  const base = environment.XDG_CACHE_HOME;
  const caches = base !== undefined && isAbsolute(base) ? base : join(home, ".cache");
  return join(caches, "eks-platform", "apiserver", `v${KUBE_APISERVER_VERSION}-${process.platform}-${process.arch}`);
}

/**
 * The programs that `KUBEBUILDER_ASSETS` names; else those built before; else kubebuilder's.
 *
 * @returns undefined when there are none
 * @throws SettingError when KUBEBUILDER_ASSETS is set and its directory lacks one of them
 */
export function findAssets(surroundings: Surroundings): Assets | undefined {
  const named = surroundings.environment.KUBEBUILDER_ASSETS;
  if (named !== undefined && named !== "") {
    const assets = assetsIn(named, "KUBEBUILDER_ASSETS");
    if (assets) return assets;
    throw new SettingError(
      `KUBEBUILDER_ASSETS names ${named}, which does not hold the programs etcd and kube-apiserver. ` +
        "Get such a directory with `setup-envtest use -p path`, or unset the variable and run: npm run setup:apiserver",
    );
  }
  return (
    assetsIn(cacheDirectory(surroundings), "npm run setup:apiserver") ??
    assetsIn(surroundings.kubebuilder, "kubebuilder")
  );
}

function assetsIn(directory: string, source: string): Assets | undefined {
  const [kubeApiserver, etcd] = [join(directory, "kube-apiserver"), join(directory, "etcd")];
  return isProgram(kubeApiserver) && isProgram(etcd) ? { kubeApiserver, etcd, source } : undefined;
}

/** The program of this name on PATH, or in one of the folders beside it. */
export function findProgram(name: string, { environment, folders }: Surroundings): string | undefined {
  const path = (environment.PATH ?? "").split(":").filter((folder) => folder !== "");
  return [...path, ...folders].map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
