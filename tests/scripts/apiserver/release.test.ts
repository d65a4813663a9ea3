import { expect } from "chai";
import { DEFAULT_KUBERNETES_VERSION } from "../../../components/shared/versions.ts";
import { goIsNewEnough, goMod, KUBE_APISERVER_VERSION, linkerFlags } from "../../../scripts/apiserver/release.ts";

const KUBERNETES_MOD = `module k8s.io/kubernetes

go 1.25.0

require k8s.io/api v0.0.0

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/client-go => ./staging/src/k8s.io/client-go
	example.com/fork => example.com/other v1.0.0
)
`;

describe("the API server that is built", () => {
  it("is of the Kubernetes minor version that stacks run by default", () => {
    expect(KUBE_APISERVER_VERSION).to.match(new RegExp(`^${DEFAULT_KUBERNETES_VERSION.replace(".", "\\.")}\\.\\d+$`));
  });
  it("takes the libraries of Kubernetes as the modules of the same release", () => {
    expect(goMod(KUBERNETES_MOD, "1.35.4").split("\n")).to.deep.equal([
      "module apiserver",
      "go 1.25.0",
      "require k8s.io/kubernetes v1.35.4",
      "replace k8s.io/api => k8s.io/api v0.35.4",
      "replace k8s.io/client-go => k8s.io/client-go v0.35.4",
      "",
    ]);
  });
  it("is not built from a go.mod that looks otherwise", () => {
    expect(() => goMod("module k8s.io/kubernetes\n\ngo 1.25.0\n", "1.35.4")).to.throw("does not look as expected");
  });
  it("knows its version", () => {
    expect(linkerFlags("1.35.4"))
      .to.include("version.gitVersion=v1.35.4")
      .and.to.include("version.gitMajor=1")
      .and.to.include("version.gitMinor=35");
  });
  it("is built by a Go as new as its go.mod asks for, or newer", () => {
    for (const version of ["go1.25.0", "go1.25", "go1.25.3", "go1.26.8", "go2.0"]) {
      expect(goIsNewEnough(version, "1.25.0"), version).to.equal(true);
    }
    for (const version of ["go1.24.9", "go1.9.7", "go1.25rc1"]) {
      expect(goIsNewEnough(version, "1.25.1"), version).to.equal(false);
    }
  });
});
