/**
 * The API server that is built where none is given: the newest patch, that the Go module proxy has, of the Kubernetes
 * minor version stacks run by default. Source: Go module k8s.io/kubernetes, v1.35.4.
 */
export const KUBE_APISERVER_VERSION = "1.35.4";

/** The command of kube-apiserver, as its own `main` starts it, with time zones for machines that have none. */
export const MAIN_GO = `package main

import (
	"os"
	_ "time/tzdata"

	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() { os.Exit(cli.Run(app.NewAPIServerCommand())) }
`;

/**
 * A go.mod that builds kube-apiserver from the module proxy. Kubernetes' own go.mod replaces its libraries by folders that are
 * not part of the module; they are published as modules of their own, and Kubernetes 1.35.4 goes with their v0.35.4.
 *
 * @param kubernetesMod text of the go.mod of `k8s.io/kubernetes`
 * @throws Error when that text is not what this expects: no `go` line, or no library that is replaced by a folder
 */
export function goMod(kubernetesMod: string, version: string): string {
  const go = /^go (?<go>\S+)$/m.exec(kubernetesMod)?.groups?.go;
  const libraries = [...kubernetesMod.matchAll(/^\s*(?<library>\S+) => \.\/staging\/src\/\k<library>$/gm)].map(
    ({ groups }) => groups?.library ?? "",
  );
  if (go === undefined || libraries.length === 0) {
    throw new Error(`the go.mod of k8s.io/kubernetes v${version} does not look as expected`);
  }
  const libraryVersion = version.replace(/^1\./, "v0.");
  return [
    "module apiserver",
    `go ${go}`,
    `require k8s.io/kubernetes v${version}`,
    ...libraries.map((library) => `replace ${library} => ${library} ${libraryVersion}`),
    "",
  ].join("\n");
}

/** Linker flags that tell the server its version, which a release build gets from its scripts; and no debug symbols. */
export function linkerFlags(version: string): string {
  const [major = "", minor = ""] = version.split(".");
  const facts = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  const settings = Object.entries(facts).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  return ["-s", "-w", ...settings].join(" ");
}

/** Whether a Go of this version (`go1.26.8`) builds a module whose go.mod asks for another (`1.25.0`). */
export function goIsNewEnough(goVersion: string, asked: string): boolean {
  const [have, want] = [goVersion, asked].map((text) => {
    const [major = 0, minor = 0, patch = 0] = text
      .replace(/^go/, "")
      .split(".")
      .map((part) => Number.parseInt(part, 10));
    return (major * 1000 + minor) * 1000 + patch;
  });
  return (have ?? 0) >= (want ?? 0);
}
