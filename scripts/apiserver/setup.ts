import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Assets, cacheDirectory, findAssets, type Surroundings } from "./assets.ts";
import { getEtcd } from "./etcd.ts";
import { getKubeApiserver } from "./kubeApiserver.ts";
import { Unavailable } from "./unavailable.ts";

/** How long getting both programs may take, in minutes. */
export const LONGEST_SETUP_MINUTES = 10;

/**
 * Returns the API server's programs, and gets those that are missing.
 *
 * @param say is told what is done, a line at a time
 * @throws SettingError when KUBEBUILDER_ASSETS names a directory without them
 * @throws Unavailable when they cannot be had here, or not in time
 */
export async function setUp(
  surroundings: Surroundings,
  say: (line: string) => void,
  signal: AbortSignal = timeLimit(),
): Promise<Assets> {
  const there = findAssets(surroundings);
  if (there) return there;
  if (process.platform === "win32") throw new Unavailable("kube-apiserver and etcd are not set up on Windows");
  const into = cacheDirectory(surroundings);
  await mkdir(into, { recursive: true });
  const getting = { surroundings, into, say, signal };
  // The quick one first: without it the long one would be for nothing.
  if (!existsSync(join(into, "etcd"))) await getEtcd(getting);
  if (!existsSync(join(into, "kube-apiserver"))) await getKubeApiserver(getting);
  const assets = findAssets(surroundings);
  if (!assets) throw new Unavailable(`${into} does not hold etcd and kube-apiserver after all`);
  return assets;
}

function timeLimit(): AbortSignal {
  const controller = new AbortController();
  const words = `it took more than ${LONGEST_SETUP_MINUTES} minutes; run it again, it goes on where it stopped`;
  setTimeout(() => {
    controller.abort(new Error(words));
  }, LONGEST_SETUP_MINUTES * 60_000).unref();
  return controller.signal;
}
