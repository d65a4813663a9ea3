import { expect } from "chai";
import { RolloutsComponent } from "../../../components/rollouts/index.ts";
import { rolloutsSchema } from "../../../components/rollouts/config.ts";
import type { Plan } from "../../../preview/plan.ts";
import { itByDefinitions, type Manifest } from "../../support/crds/definitions.ts";
import { planOf } from "../../support/harness.ts";
import { INGRESS, type Json, made, STRATEGIES } from "./support.ts";

const SCALED = {
  behaviour: "aggressive",
  external: [{ name: "queue", labels: { queue: "orders" }, averageValue: "30" }],
};

/** Every shape of Rollout an application can have. */
const SHAPES: Readonly<Record<string, Json>> = {
  "a canary": { strategy: STRATEGIES.canary },
  "a canary behind a load balancer, with everything else": {
    strategy: {
      kind: "canary",
      steps: [
        { setWeight: 5 },
        { pause: {} },
        { analysis: { templates: ["success-rate", "latency-p99", "restarts"] } },
      ],
      maxSurge: 2,
      maxUnavailable: "10%",
    },
    ingress: INGRESS,
    autoscaling: SCALED,
    secretEnv: { TOKEN: { secret: "shop", key: "token" } },
    files: [{ image: "a/b:1", from: "/a", to: "/b" }],
    probes: { startup: {} },
    metrics: { port: 9090 },
    nodePool: "pool",
    tolerations: [{ key: "a" }, { key: "b", value: "c" }],
  },
  "a blue-green release": { strategy: STRATEGIES["blue-green"] },
  "a blue-green release by hand": {
    strategy: {
      kind: "blue-green",
      autoPromotion: false,
      autoPromotionSeconds: 60,
      previewReplicas: 1,
      postPromotionAnalysis: { templates: ["success-rate"] },
    },
  },
};

describe("custom resources by the definitions of their kinds", () => {
  function faults(plan: Plan, kind: string, check: (manifest: Manifest) => string[]): string[] {
    const manifests = plan.resources
      .filter(({ type }) => type.endsWith(`:${kind}`))
      .map(({ inputs }) => inputs as unknown as Manifest);
    expect(manifests, `no ${kind} to check`).not.to.be.empty;
    return manifests.flatMap((manifest) => check(manifest));
  }

  for (const [what, changes] of Object.entries(SHAPES)) {
    for (const tier of ["staging", "prod"] as const) {
      itByDefinitions(`take ${what} in ${tier}`, async (check) => {
        expect(faults(await made(changes, tier), "Rollout", check)).to.deep.equal([]);
      });
    }
  }

  itByDefinitions("take the analyses", async (check) => {
    const config = rolloutsSchema("prod").parse({});
    const plan = await planOf(
      () =>
        new RolloutsComponent("rollouts", {
          config,
          prometheusAddress: "http://p:9090",
          serviceMonitors: true,
          namesOnNodes: false,
          loadBalancers: true,
        }),
    );
    expect(faults(plan, "ClusterAnalysisTemplate", check)).to.deep.equal([]);
  });
});
