import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./assets.ts";
import { CommandError, run } from "./commands.ts";
import type { Getting } from "./etcd.ts";
import { goIsNewEnough, goMod, KUBE_APISERVER_VERSION, linkerFlags, MAIN_GO } from "./release.ts";
import { Unavailable } from "./unavailable.ts";

/**
 * Builds kube-apiserver from the Go module k8s.io/kubernetes into a folder. Four minutes on two cores that do
 * nothing else, the first time; a build that was ended goes on where it stopped, for Go keeps what it has compiled.
 *
 * @throws Unavailable when there is no Go, it is too old, the modules cannot be downloaded, or the build fails
 */
export async function getKubeApiserver({ surroundings, into, say, signal }: Getting): Promise<void> {
  const version = KUBE_APISERVER_VERSION;
  const go = findProgram("go", surroundings);
  if (go === undefined) throw new Unavailable("kube-apiserver has to be built, and there is no Go on PATH");
  const folder = await mkdtemp(join(tmpdir(), "eks-platform-apiserver-"));
  const environment = {
    ...surroundings.environment,
    // Without C, so that the program needs no compiler here and no library there.
    CGO_ENABLED: "0",
    GOFLAGS: [surroundings.environment.GOFLAGS, "-mod=mod"].filter((flag) => flag !== undefined).join(" "),
    // A go.work somewhere above the temporary folder is not about this build.
    GOWORK: "off",
  };
  const options = { cwd: folder, environment, signal };
  try {
    say(`kube-apiserver: reading the module k8s.io/kubernetes v${version}`);
    const module = JSON.parse(
      await run(go, ["mod", "download", "-json", `k8s.io/kubernetes@v${version}`], options),
    ) as {
      readonly GoMod: string;
    };
    const text = goMod(await readFile(module.GoMod, "utf8"), version);
    const asked = /^go (\S+)$/m.exec(text)?.[1] ?? "";
    const have = (await run(go, ["env", "GOVERSION"], options)).trim();
    if (!goIsNewEnough(have, asked)) {
      throw new Unavailable(`Kubernetes ${version} is built with Go ${asked} or newer; this is ${have} at ${go}`);
    }
    await writeFile(join(folder, "go.mod"), text);
    await writeFile(join(folder, "main.go"), MAIN_GO);
    say(
      `kube-apiserver: building v${version} with ${have}; the first time this takes four minutes on two cores, or more`,
    );
    const built = join(into, ".kube-apiserver");
    const build = ["build", "-trimpath", "-ldflags", linkerFlags(version), "-o", built, "."];
    // Gives way to whatever else the machine does.
    const nice = findProgram("nice", surroundings);
    await (nice === undefined ? run(go, build, options) : run(nice, ["-n", "10", go, ...build], options));
    // In one step, so that a build that was ended leaves no half program behind.
    await rename(built, join(into, "kube-apiserver"));
  } catch (error) {
    throw error instanceof CommandError ? new Unavailable(`kube-apiserver cannot be built: ${error.message}`) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
