import { expect } from "chai";
import { rolloutSpec, type RolloutSpec } from "../../../components/application/rollout.ts";
import { rolloutProblems } from "../../../components/application/rolloutRules.ts";
import { INGRESS, type Json, resolved, STRATEGIES } from "./support.ts";

function specOf(changes: Json): RolloutSpec {
  const config = resolved(changes);
  if (config.strategy.kind === "rolling") throw new Error("no Rollout");
  return rolloutSpec(config, config.strategy);
}

/** A canary without and with a load balancer, and a blue-green release. */
const ROLLOUTS = {
  canary: specOf({ strategy: STRATEGIES.canary }),
  routed: specOf({ strategy: STRATEGIES.canary, ingress: INGRESS }),
  blueGreen: specOf({ strategy: STRATEGIES["blue-green"] }),
};

describe("a canary's Rollout", () => {
  it("goes to a fifth, waits, is analysed on the canary's own Service and goes to full weight", () => {
    const canary = ROLLOUTS.canary.strategy?.canary;
    expect(canary?.steps).to.deep.equal([
      { setWeight: 20 },
      { pause: { duration: "5m" } },
      {
        analysis: {
          templates: [{ templateName: "success-rate", clusterScope: true }],
          args: [
            { name: "namespace", value: "shop" },
            { name: "service", value: "shop-canary" },
            { name: "service-label", value: "service" },
            { name: "requests-metric", value: "shop_http_requests_total" },
            { name: "status-label", value: "status_code" },
          ],
        },
      },
      { setWeight: 100 },
    ]);
    expect(canary).to.include({ stableService: "shop-stable", canaryService: "shop-canary" });
    expect(canary).not.to.have.property("trafficRouting");
  });

  it("lets the load balancer split the traffic of the application's Service where there is an ingress", () => {
    expect(ROLLOUTS.routed.strategy?.canary?.trafficRouting).to.deep.equal({
      alb: { ingress: "shop", rootService: "shop", servicePort: 80 },
    });
  });

  it("passes each analysis what its templates ask for, once", () => {
    const steps = [{ setWeight: 50 }, { analysis: { templates: ["success-rate", "latency-p99", "restarts"] } }];
    const [, step] = specOf({ strategy: { kind: "canary", steps } }).strategy?.canary?.steps ?? [];
    const names = step?.analysis?.args?.map(({ name }) => name) ?? [];
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include.members(["duration-metric", "requests-metric", "rollout", "pod-hash"]);
    expect(step?.analysis?.args?.find(({ name }) => name === "pod-hash")).to.deep.equal({
      name: "pod-hash",
      valueFrom: { podTemplateHashValue: "Latest" },
    });
  });

  it("waits for a person where a pause has no duration", () => {
    const steps = [{ setWeight: 50 }, { pause: {} }, { analysis: { templates: ["restarts"] } }];
    expect(specOf({ strategy: { kind: "canary", steps } }).strategy?.canary?.steps?.[1]).to.deep.equal({ pause: {} });
  });
});

describe("every Rollout", () => {
  it("is taken back when its pods never become ready, and counts them only after a while", () => {
    for (const spec of Object.values(ROLLOUTS)) {
      expect(spec).to.include({ progressDeadlineAbort: true, progressDeadlineSeconds: 600, minReadySeconds: 10 });
    }
  });
});

describe("a blue-green Rollout", () => {
  it("switches the application's own Service after an analysis, and keeps the old version for a while", () => {
    expect(ROLLOUTS.blueGreen.strategy).to.deep.equal({
      blueGreen: {
        activeService: "shop",
        previewService: "shop-preview",
        autoPromotionEnabled: true,
        scaleDownDelaySeconds: 300,
        prePromotionAnalysis: {
          templates: [{ templateName: "restarts", clusterScope: true }],
          args: [
            { name: "namespace", value: "shop" },
            { name: "rollout", value: "shop" },
            { name: "pod-hash", valueFrom: { podTemplateHashValue: "Latest" } },
          ],
        },
      },
    });
  });

  it("measures the preview before the switch and the active version after it", () => {
    const analysis = { templates: ["success-rate"] };
    const { blueGreen } =
      specOf({
        strategy: {
          kind: "blue-green",
          autoPromotion: false,
          prePromotionAnalysis: analysis,
          postPromotionAnalysis: analysis,
        },
      }).strategy ?? {};
    const service = (run: { args?: { name: string; value?: string }[] } | undefined) =>
      run?.args?.find(({ name }) => name === "service")?.value;
    expect(blueGreen?.autoPromotionEnabled).to.equal(false);
    expect(service(blueGreen?.prePromotionAnalysis)).to.equal("shop-preview");
    expect(service(blueGreen?.postPromotionAnalysis)).to.equal("shop");
  });
});

describe("the rules of the Rollout's controller", () => {
  it("are kept by every Rollout the schema lets through", () => {
    for (const [name, spec] of Object.entries(ROLLOUTS)) expect(rolloutProblems(spec), name).to.deep.equal([]);
  });

  type Break = (spec: Json & { strategy: { canary: Json; blueGreen: Json } }) => void;
  const broken: Readonly<Record<string, { of: keyof typeof ROLLOUTS; by: Break; says: RegExp }>> = {
    "two strategies": {
      of: "canary",
      by: (spec) => (spec.strategy.blueGreen = { activeService: "a" }),
      says: /two strategies/,
    },
    "no strategy": { of: "canary", by: (spec) => (spec.strategy = {} as never), says: /no strategy/ },
    "one Service for both versions": {
      of: "canary",
      by: ({ strategy }) => (strategy.canary.canaryService = "shop-stable"),
      says: /one Service for the stable/,
    },
    "one Service for both colours": {
      of: "blueGreen",
      by: ({ strategy }) => (strategy.blueGreen.previewService = "shop"),
      says: /one Service for the active/,
    },
    "traffic shifted without Services": {
      of: "routed",
      by: ({ strategy }) => delete strategy.canary.canaryService,
      says: /without a stable and a canary/,
    },
    "a weight over 100": {
      of: "canary",
      by: ({ strategy }) => (strategy.canary.steps = [{ setWeight: 101 }]),
      says: /step 1 sets a weight of 101/,
    },
    "a step of two things": {
      of: "canary",
      by: ({ strategy }) => (strategy.canary.steps = [{ setWeight: 1, pause: {} }]),
      says: /step 1 does 2 things/,
    },
    "no pods to spare": {
      of: "canary",
      by: ({ strategy }) => Object.assign(strategy.canary, { maxSurge: 0, maxUnavailable: "0%" }),
      says: /both at zero/,
    },
    "a delay without routing": {
      of: "canary",
      by: ({ strategy }) => (strategy.canary.scaleDownDelaySeconds = 30),
      says: /delays scaling down/,
    },
    "ping-pong without a root": {
      of: "routed",
      by: ({ strategy }) =>
        Object.assign(strategy.canary, { pingPong: {}, trafficRouting: { alb: { servicePort: 80 } } }),
      says: /root Service/,
    },
    "a selector of other pods": {
      of: "canary",
      by: (spec) => (spec.selector = { matchLabels: { app: "other" } }),
      says: /its own pods/,
    },
    "no selector": { of: "canary", by: (spec) => (spec.selector = {}), says: /empty selector/ },
    "a deadline before readiness": {
      of: "canary",
      by: (spec) => (spec.progressDeadlineSeconds = 10),
      says: /deadline/,
    },
  };
  for (const [what, { of, by, says }] of Object.entries(broken)) {
    it(`refuse ${what}`, () => {
      const spec = structuredClone(ROLLOUTS[of]);
      by(spec as never);
      expect(rolloutProblems(spec).join("\n")).to.match(says);
    });
  }
});
