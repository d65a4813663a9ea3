import { expect } from "chai";
import { describeTaint, type Taint, type Toleration, untolerated } from "../../../capacity/model/taints.ts";

const GPU: Taint = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" };
const toleration = (given: Partial<Toleration>): Toleration => ({
  key: "",
  operator: "Equal",
  value: "",
  effect: "",
  ...given,
});
const tolerated = (given: Partial<Toleration>, taint = GPU): boolean =>
  untolerated([taint], [toleration(given)]).length === 0;

describe("tolerations", () => {
  it("cover a taint by key, value and effect", () => {
    expect(tolerated({ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" })).to.equal(true);
    expect(tolerated({ key: "nvidia.com/gpu", value: "false", effect: "NoSchedule" })).to.equal(false);
    expect(tolerated({ key: "nvidia.com/gpu", value: "true", effect: "NoExecute" })).to.equal(false);
    expect(tolerated({ key: "amd.com/gpu", value: "true", effect: "NoSchedule" })).to.equal(false);
  });

  it("cover every value with Exists, and every effect without one", () => {
    expect(tolerated({ key: "nvidia.com/gpu", operator: "Exists" })).to.equal(true);
    expect(tolerated({ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" })).to.equal(true);
  });

  it("cover every taint with Exists and no key, and none with Equal and no key", () => {
    expect(tolerated({ operator: "Exists" })).to.equal(true);
    expect(tolerated({ operator: "Equal", value: "true" })).to.equal(false);
  });

  it("compare whole numbers with Gt and Lt", () => {
    const priority: Taint = { key: "priority", value: "5", effect: "NoSchedule" };
    expect(tolerated({ key: "priority", operator: "Gt", value: "3" }, priority)).to.equal(true);
    expect(tolerated({ key: "priority", operator: "Gt", value: "5" }, priority)).to.equal(false);
    expect(tolerated({ key: "priority", operator: "Lt", value: "6" }, priority)).to.equal(true);
    expect(tolerated({ key: "priority", operator: "Lt", value: "six" }, priority)).to.equal(false);
  });

  it("must cover every taint, each by some toleration", () => {
    const spot: Taint = { key: "spot", value: "true", effect: "NoSchedule" };
    const gpu = toleration({ key: "nvidia.com/gpu", operator: "Exists" });
    expect(untolerated([GPU, spot], [gpu]).map(describeTaint)).to.deep.equal(["spot=true:NoSchedule"]);
    expect(untolerated([GPU, spot], [gpu, toleration({ key: "spot", operator: "Exists" })])).to.deep.equal([]);
  });

  it("are named as kubectl writes taints", () => {
    expect(describeTaint({ key: "CriticalAddonsOnly", value: "", effect: "NoSchedule" })).to.equal(
      "CriticalAddonsOnly:NoSchedule",
    );
  });
});
