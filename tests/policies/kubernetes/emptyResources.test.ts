import { expect } from "chai";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { runPack } from "../../support/policies.ts";

describe("objects that the engine shows without properties, as before the first deployment", () => {
  const autoscaler = { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", name: "autoscaler" };
  const deployment = { type: "kubernetes:apps/v1:Deployment", name: "web", props: {} };
  const ofStack = pack.policies.filter((rule) => "validateStack" in rule);

  it("break no rule of the whole stack", async () => {
    expect(await runPack({ ...pack, policies: ofStack }, [{ ...autoscaler, props: {} }, deployment])).to.deep.equal([]);
  });

  it("break it as soon as they have any", async () => {
    const props = {
      metadata: { name: "web", namespace: "shop" },
      spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "other" } },
    };
    const findings = await runPack({ ...pack, policies: ofStack }, [{ ...autoscaler, props }, deployment]);
    expect(findings.map(({ rule }) => rule)).to.include("autoscaler-target-exists");
  });
});
