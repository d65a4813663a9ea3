import { expect } from "chai";
import { Secret } from "../../../preview/plan.ts";
import { planOf, resource } from "../../support/plans.ts";
import { podOf } from "./pods.ts";
import { stackOf } from "./stack.ts";
import { namespacesNobodyMakes } from "./surroundings.ts";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const metadata = (namespace: string, name = "a") => ({ inputs: { metadata: { name, namespace } } });
const TEMPLATE = { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "a" }] } };
const workload = (kind: string, spec: object) => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "a", namespace: "n" },
  spec,
});

describe("what a stack sends to an API server", () => {
  it("is its objects; patches and releases are told apart", () => {
    const { manifests, patches, releases, namespacesOfReleases, kubernetesVersion } = stackOf(
      planOf([
        resource("eks:index:Cluster", "cluster", { inputs: { version: "1.35" } }),
        resource(CONFIG_MAP, "settings", metadata("default")),
        resource("kubernetes:core/v1:ConfigMapPatch", "more", metadata("default", "theirs")),
        resource("kubernetes:helm.sh/v3:Release", "cache", {
          inputs: { name: "cache", chart: "redis", namespace: "caches", createNamespace: true },
        }),
      ]),
    );
    expect(manifests.map(({ manifest }) => manifest.metadata.name)).to.deep.equal(["a"]);
    expect(patches).to.deep.equal(["configmap-theirs.patch"]);
    expect(releases).to.deep.equal(["cache"]);
    expect(namespacesOfReleases).to.deep.equal(["caches"]);
    expect(kubernetesVersion).to.equal("1.35");
  });
  it("has a name where a server would make one up", () => {
    const { manifests } = stackOf(planOf([resource(CONFIG_MAP, "settings", { inputs: {} })]));
    expect(manifests[0]?.manifest.metadata).to.deep.equal({ name: "settings-0" });
    expect(manifests[0]?.text).to.include("settings-0");
  });
  it("has the shape of its Secrets, and no value of theirs", () => {
    const secret = (inputs: object) => resource("kubernetes:core/v1:Secret", "login", { inputs: { ...inputs } });
    const text = (inputs: object) => stackOf(planOf([secret(inputs)])).manifests[0]?.text ?? "";
    const stringData = text({ metadata: { name: "login" }, stringData: new Secret({ password: "hush" }) });
    expect(stringData).to.include("password").and.not.to.include("hush");
    const data = text({ metadata: { name: "login" }, data: { password: new Secret("aHVzaA==") } });
    expect(data).to.include("stringData:").and.include("password").and.not.to.include("aHVzaA==");
  });
  it("names the namespaces that nobody makes", () => {
    const plan = planOf([
      resource("kubernetes:core/v1:Namespace", "made", { inputs: { metadata: { name: "made" } } }),
      resource("kubernetes:helm.sh/v3:Release", "cache", {
        inputs: { name: "cache", chart: "redis", namespace: "caches", createNamespace: true },
      }),
      ...["made", "kube-system", "caches", "nobodys"].map((name) => resource(CONFIG_MAP, name, metadata(name))),
    ]);
    expect(namespacesNobodyMakes(stackOf(plan))).to.deep.equal(["nobodys"]);
  });
});

describe("the pod of a workload", () => {
  it("is made from its template, or that of its jobs", () => {
    for (const manifest of [
      workload("Rollout", { template: TEMPLATE }),
      workload("CronJob", { jobTemplate: { spec: { template: TEMPLATE } } }),
    ]) {
      expect(podOf(manifest), manifest.kind).to.deep.equal({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { labels: { a: "b" }, name: "a-0", namespace: "n" },
        spec: TEMPLATE.spec,
      });
    }
  });
  it("is none for what has another template, or none", () => {
    expect(podOf(workload("NodePool", { template: { spec: { requirements: [] } } }))).to.equal(undefined);
    expect(podOf(workload("ConfigMap", {}))).to.equal(undefined);
  });
});
