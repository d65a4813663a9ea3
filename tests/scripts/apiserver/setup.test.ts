import { existsSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { cacheDirectory } from "../../../scripts/apiserver/assets.ts";
import { setUp } from "../../../scripts/apiserver/setup.ts";
import { Unavailable } from "../../../scripts/apiserver/unavailable.ts";
import { Machine } from "./machine.ts";

const GO_MOD = "go 1.25.0\n\nreplace (\n\tk8s.io/api => ./staging/src/k8s.io/api\n)\n";

describe("setting up an API server", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
    writeFileSync(machine.path("kubernetes.mod"), GO_MOD);
  });
  afterEach(() => {
    machine.remove();
  });
  const setup = () => setUp(machine.surroundings, machine.say, new AbortController().signal);

  /** A Go that finds the module, has a version, and builds a program that holds what it was built with. */
  function installGo(version = "go1.26.8", build = 'cat go.mod > "$6"; chmod +x "$6"; env >> "$6"'): void {
    machine.program(
      "bin",
      "go",
      `case "$1" in
  mod) echo '{"GoMod": "${machine.path("kubernetes.mod")}"}' ;;
  env) echo ${version} ;;
  build) ${build} ;;
esac`,
    );
  }

  async function refusalOf(work: Promise<unknown>): Promise<Error> {
    try {
      await work;
    } catch (error) {
      return error as Error;
    }
    throw new Error("expected a refusal");
  }

  it("copies etcd, builds kube-apiserver, and does nothing the second time", async () => {
    machine.program("bin", "etcd", "echo I am etcd");
    installGo();
    const { etcd, kubeApiserver } = await setup();
    expect(etcd.startsWith(cacheDirectory(machine.surroundings))).to.equal(true);
    const built = machine.read(kubeApiserver.slice(machine.path().length + 1));
    expect(built)
      .to.include("require k8s.io/kubernetes v1.35")
      .and.to.include("replace k8s.io/api => k8s.io/api v0.35");
    expect(built).to.include("CGO_ENABLED=0").and.to.include("GOFLAGS=-mod=mod");
    expect(machine.said.join("\n")).to.include("etcd").and.to.include("kube-apiserver");

    machine.said.length = 0;
    machine.program("bin", "go", "exit 1");
    expect((await setup()).kubeApiserver).to.equal(kubeApiserver);
    expect(machine.said).to.be.empty;
  });

  it("gets nothing where the environment names the programs", async () => {
    machine.program("assets", "etcd");
    machine.program("assets", "kube-apiserver");
    machine.kubebuilderAssets = machine.path("assets");
    expect((await setup()).source).to.equal("KUBEBUILDER_ASSETS");
    expect(existsSync(machine.path("home"))).to.equal(false);
  });

  it("unpacks etcd from Debian's package where there is none", async () => {
    installGo();
    machine.program("bin", "apt-get", '[ "$1" = download ] && echo package > etcd-server_1_amd64.deb');
    machine.program(
      "bin",
      "dpkg-deb",
      'mkdir -p "$3/usr/bin" && cp "$2" "$3/usr/bin/etcd" && chmod +x "$3/usr/bin/etcd"',
    );
    const { etcd } = await setup();
    expect(machine.read(etcd.slice(machine.path().length + 1))).to.equal("package\n");
  });

  it("says so where there is neither etcd nor apt, before it builds anything", async () => {
    installGo();
    const refusal = await refusalOf(setup());
    expect(refusal).to.be.instanceOf(Unavailable);
    expect(refusal.message).to.include("etcd is not on PATH");
    expect(machine.said).to.be.empty;
  });

  it("says so where apt does not have the package", async () => {
    machine.program("bin", "apt-get", "echo 'E: Unable to locate package etcd-server' >&2; exit 100");
    machine.program("bin", "dpkg-deb");
    const refusal = await refusalOf(setup());
    expect(refusal).to.be.instanceOf(Unavailable);
    expect(refusal.message).to.include("Unable to locate package etcd-server");
  });

  it("says so where there is no Go, or one that is too old", async () => {
    machine.program("bin", "etcd");
    expect((await refusalOf(setup())).message).to.include("there is no Go on PATH");
    installGo("go1.24.1");
    const refusal = await refusalOf(setup());
    expect(refusal).to.be.instanceOf(Unavailable);
    expect(refusal.message).to.include("Go 1.25.0 or newer; this is go1.24.1");
  });

  it("tells what the compiler said, and leaves no half program", async () => {
    machine.program("bin", "etcd");
    installGo("go1.26.8", 'echo half > "$6"; echo "main.go:9: undefined: app" >&2; exit 1');
    const refusal = await refusalOf(setup());
    expect(refusal).to.be.instanceOf(Unavailable);
    expect(refusal.message).to.include("main.go:9: undefined: app");
    expect(existsSync(`${cacheDirectory(machine.surroundings)}/kube-apiserver`)).to.equal(false);
  });

  it("ends a build that takes too long, and says why", async () => {
    machine.program("bin", "etcd");
    installGo("go1.26.8", `touch ${machine.path("begun")}; sleep 600`);
    const controller = new AbortController();
    const working = refusalOf(setUp(machine.surroundings, machine.say, controller.signal));
    // A refusal that came at once would leave nothing to wait for.
    await Promise.race([working, appears(machine.path("begun"))]);
    controller.abort(new Error("it took too long"));
    const refusal = await working;
    expect(refusal).to.be.instanceOf(Unavailable);
    expect(refusal.message).to.include("it took too long");
  });
});

/** Resolves when there is such a file. The timer keeps no process alive. */
function appears(file: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!existsSync(file)) return;
      clearInterval(timer);
      resolve();
    }, 5).unref();
  });
}
