import { expect } from "chai";
import { applicationsSchema } from "../../../components/application/config.ts";
import { NamespacesComponent } from "../../../components/application/index.ts";
import { all, only, planOf } from "../../support/harness.ts";
import { application, at, INGRESS, nameOf } from "./support.ts";

const applications = applicationsSchema("prod").parse([
  application({ namespace: "team" }),
  application({ name: "other", namespace: "team" }),
  application({ name: "web", ingress: INGRESS }),
]);

describe("NamespacesComponent", () => {
  it("makes each namespace once, under the restricted profile", async () => {
    const plan = await planOf(() => new NamespacesComponent("namespaces", { applications }));
    const namespaces = all(plan, "kubernetes:core/v1:Namespace");
    expect(namespaces.map(nameOf)).to.deep.equal(["team", "web"]);
    for (const namespace of namespaces) {
      expect(at(namespace.inputs, "metadata", "labels")).to.include({
        "pod-security.kubernetes.io/enforce": "restricted",
      });
    }
    expect(
      namespaces.map(({ inputs }) => at(inputs, "metadata", "labels", "elbv2.k8s.aws/pod-readiness-gate-inject")),
    ).to.deep.equal([undefined, "enabled"]);
  });

  it("gives each a quota, a limit range and a closed network, after the namespace itself", async () => {
    const plan = await planOf(() => new NamespacesComponent("namespaces", { applications }));
    const namespaces = new Map(all(plan, "kubernetes:core/v1:Namespace").map((one) => [nameOf(one), one.urn]));
    for (const type of ["core/v1:ResourceQuota", "core/v1:LimitRange", "networking.k8s.io/v1:NetworkPolicy"]) {
      const found = all(plan, `kubernetes:${type}`);
      expect(found.map(({ inputs }) => at(inputs, "metadata", "namespace"))).to.have.members(["team", "web"]);
      for (const { inputs, options } of found) {
        expect(options.dependencies).to.include(namespaces.get(String(at(inputs, "metadata", "namespace"))));
      }
    }
    const deny = all(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy")[0];
    expect(deny?.inputs.spec).to.deep.equal({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  it("makes the two priority classes applications can have", async () => {
    const plan = await planOf(() => new NamespacesComponent("namespaces", { applications: [] }));
    expect(all(plan, "kubernetes:scheduling.k8s.io/v1:PriorityClass").map(nameOf)).to.deep.equal([
      "application-standard",
      "application-important",
    ]);
    expect(
      only(plan, "kubernetes:scheduling.k8s.io/v1:PriorityClass", "namespaces-priority-important").inputs.value,
    ).to.equal(10000);
  });
});
