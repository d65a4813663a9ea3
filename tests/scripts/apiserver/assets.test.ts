import { expect } from "chai";
import { cacheDirectory, findAssets, findProgram, SettingError } from "../../../scripts/apiserver/assets.ts";
import { KUBE_APISERVER_VERSION } from "../../../scripts/apiserver/release.ts";
import { Machine } from "./machine.ts";

describe("looking for an API server's programs", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => {
    machine.remove();
  });
  const cache = (): string => cacheDirectory(machine.surroundings).slice(machine.path().length + 1);
  const both = (folder: string): void => {
    machine.program(folder, "etcd");
    machine.program(folder, "kube-apiserver");
  };

  it("finds none on a machine that has none", () => {
    expect(findAssets(machine.surroundings)).to.equal(undefined);
  });
  it("takes what KUBEBUILDER_ASSETS names before all else", () => {
    for (const folder of ["assets", cache(), "kubebuilder"]) both(folder);
    machine.kubebuilderAssets = machine.path("assets");
    expect(findAssets(machine.surroundings)).to.deep.equal({
      etcd: machine.path("assets", "etcd"),
      kubeApiserver: machine.path("assets", "kube-apiserver"),
      source: "KUBEBUILDER_ASSETS",
    });
  });
  it("takes what was built before kubebuilder's", () => {
    both("kubebuilder");
    expect(findAssets(machine.surroundings)?.source).to.equal("kubebuilder");
    both(cache());
    expect(findAssets(machine.surroundings)?.source).to.equal("npm run setup:apiserver");
  });
  it("does not take one program without the other", () => {
    machine.program(cache(), "etcd");
    expect(findAssets(machine.surroundings)).to.equal(undefined);
  });
  it("refuses a KUBEBUILDER_ASSETS that lacks one, and looks nowhere else", () => {
    both(cache());
    machine.program("assets", "kube-apiserver");
    machine.kubebuilderAssets = machine.path("assets");
    expect(() => findAssets(machine.surroundings)).to.throw(SettingError, machine.path("assets"));
  });
  it("keeps what it builds by version and machine, where XDG_CACHE_HOME says if it is a path", () => {
    const { surroundings } = machine;
    const ending = `eks-platform/apiserver/v${KUBE_APISERVER_VERSION}-${process.platform}-${process.arch}`;
    const at = (XDG_CACHE_HOME?: string) => cacheDirectory({ ...surroundings, environment: { XDG_CACHE_HOME } });
    expect(at()).to.equal(`${machine.path("home", ".cache")}/${ending}`);
    expect(at("/var/cache")).to.equal(`/var/cache/${ending}`);
    expect(at("caches")).to.equal(at());
  });
  it("looks for a program on PATH first, and takes nothing that cannot be run", () => {
    expect(findProgram("go", machine.surroundings)).to.equal(undefined);
    machine.program("go", "go");
    expect(findProgram("go", machine.surroundings)).to.equal(machine.path("go", "go"));
    machine.program("bin", "go");
    expect(findProgram("go", machine.surroundings)).to.equal(machine.path("bin", "go"));
  });
});
