import { expect } from "chai";
import { isGpuPool } from "../../../components/karpenter/poolFacts.ts";
import { NODE_POOL_PRESETS, POOL_PRESETS } from "../../../components/karpenter/poolPresets.ts";
import { durationSeconds } from "../../../components/shared/durations.ts";
import { EVERYTHING, karpenter } from "./support.ts";

const pools = karpenter(EVERYTHING).nodePools;
const of = (name: string) => {
  const pool = pools.find((other) => other.name === name);
  if (!pool) throw new Error(`no pool ${name}`);
  return pool;
};
const values = (name: string, key: string) =>
  of(name).requirements.find((requirement) => requirement.key === key)?.values;
const aws = (label: string) => `karpenter.k8s.aws/${label}`;

describe("the presets of node pools", () => {
  it("all become pools with limits, a grace period and budgets by reason", () => {
    expect(NODE_POOL_PRESETS).to.have.lengthOf(9);
    for (const preset of NODE_POOL_PRESETS) {
      const pool = of(preset);
      expect(pool.limits, preset).to.include.keys("cpu", "memory");
      expect(durationSeconds(pool.terminationGracePeriod), preset).to.be.greaterThan(0);
      for (const budget of pool.disruption.budgets) expect(budget.reasons, preset).to.be.an("array").that.is.not.empty;
    }
  });

  it("general: amd64, spot and on-demand, nothing tiny or old, packed again after 30 s, renewed each month", () => {
    expect(of("general")).to.deep.include({
      limits: { cpu: "100", memory: "400Gi" },
      expireAfter: "720h",
      taints: [],
      nodeClass: "default",
    });
    expect(of("general").disruption).to.include({
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "30s",
    });
    expect(values("general", "kubernetes.io/arch")).to.deep.equal(["amd64"]);
    expect(values("general", "karpenter.sh/capacity-type")).to.have.members(["spot", "on-demand"]);
    expect(values("general", aws("instance-category"))).to.have.members(["c", "m", "r"]);
    expect(of("general").requirements).to.deep.include.members([
      { key: aws("instance-size"), operator: "NotIn", values: ["nano", "micro", "small"] },
      { key: aws("instance-generation"), operator: "Gt", values: ["2"] },
    ]);
  });

  it("arm64: like general, and closed to images that may not be built for it", () => {
    expect(values("arm64", "kubernetes.io/arch")).to.deep.equal(["arm64"]);
    expect(of("arm64").taints).to.deep.equal([{ key: "kubernetes.io/arch", value: "arm64", effect: "NoSchedule" }]);
  });

  it("on-demand-fallback: asked after general, and never spot", () => {
    expect(of("on-demand-fallback").weight).to.be.lessThan(of("general").weight ?? 0);
    expect(values("on-demand-fallback", "karpenter.sh/capacity-type")).to.deep.equal(["on-demand"]);
  });

  it("batch: spot behind a taint, weight 50, large limits, gone 45 s after its work", () => {
    expect(of("batch")).to.deep.include({
      weight: 50,
      limits: { cpu: "2000", memory: "4000Gi" },
      taints: [{ key: "spot", value: "true", effect: "NoSchedule" }],
    });
    expect(of("batch").disruption).to.include({ consolidationPolicy: "WhenEmpty", consolidateAfter: "45s" });
    expect(values("batch", "karpenter.sh/capacity-type")).to.deep.equal(["spot"]);
    expect(values("batch", aws("instance-category"))).to.have.members(["c", "m"]);
  });

  it("gpu: NVIDIA's g and p on demand behind NVIDIA's taint, five minutes empty, renewed each week", () => {
    expect(of("gpu")).to.deep.include({
      expireAfter: "168h",
      nodeClass: "gpu",
      taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }],
    });
    expect(of("gpu").disruption).to.include({ consolidationPolicy: "WhenEmpty", consolidateAfter: "5m" });
    expect(values("gpu", aws("instance-category"))).to.have.members(["g", "p"]);
    expect(values("gpu", aws("instance-gpu-manufacturer"))).to.deep.equal(["nvidia"]);
    expect(values("gpu", "karpenter.sh/capacity-type")).to.deep.equal(["on-demand"]);
    expect(pools.filter(isGpuPool).map(({ name }) => name)).to.deep.equal(["gpu"]);
  });

  it("fast-scaling: large nodes for many pods at once, before all that is not reserved", () => {
    expect(of("fast-scaling").nodeClass).to.equal("fast-scaling");
    expect(values("fast-scaling", aws("instance-size"))).to.deep.equal(["4xlarge", "8xlarge", "12xlarge"]);
    const heavier = pools.filter(({ weight = 0 }) => weight > (of("fast-scaling").weight ?? 0)).map(({ name }) => name);
    expect(heavier).to.deep.equal(["reserved-first"]);
  });

  it("high-performance: compute-optimised 4xlarge to 16xlarge, left alone until empty for 600 s", () => {
    expect(values("high-performance", aws("instance-category"))).to.deep.equal(["c"]);
    expect(values("high-performance", aws("instance-size"))).to.deep.equal([
      "4xlarge",
      "8xlarge",
      "9xlarge",
      "12xlarge",
      "16xlarge",
    ]);
    expect(of("high-performance").disruption).to.include({
      consolidationPolicy: "WhenEmpty",
      consolidateAfter: "600s",
    });
  });

  it("critical: on demand, never expired, aged by drift outside business hours", () => {
    expect(of("critical").expireAfter).to.equal("Never");
    expect(values("critical", "karpenter.sh/capacity-type")).to.deep.equal(["on-demand"]);
    const drift = of("critical").disruption.budgets.filter(({ reasons }) => reasons?.includes("Drifted"));
    expect(drift.map(({ nodes }) => nodes)).to.deep.equal(["0", "20%", "50%"]);
  });

  it("reserved-first: reservations before all else, then on demand", () => {
    expect(values("reserved-first", "karpenter.sh/capacity-type")).to.have.members(["reserved", "on-demand"]);
    expect(of("reserved-first").weight).to.equal(
      Math.max(...Object.values(POOL_PRESETS).map(({ weight = 0 }) => weight)),
    );
  });

  const gpuRequirements: Record<string, object> = {
    "an instance family with GPUs": { key: aws("instance-family"), operator: "In", values: ["g5"] },
    "an instance type with GPUs": { key: "node.kubernetes.io/instance-type", operator: "In", values: ["p4d.24xlarge"] },
    "a number of GPUs": { key: aws("instance-gpu-count"), operator: "Gt", values: ["0"] },
  };
  for (const [name, requirement] of Object.entries(gpuRequirements)) {
    it(`a pool that asks for ${name} is one with GPUs`, () => {
      expect(
        karpenter({ nodePools: [{ preset: "general", requirements: [requirement] }] }).nodePools.every(isGpuPool),
      ).to.equal(true);
    });
  }
  it("a pool that asks for no GPUs is none with GPUs", () => {
    const requirements = [
      { key: aws("instance-gpu-count"), operator: "DoesNotExist" },
      { key: aws("instance-family"), operator: "In", values: ["m7g"] },
    ];
    expect(karpenter({ nodePools: [{ preset: "general", requirements }] }).nodePools.some(isGpuPool)).to.equal(false);
  });
});
