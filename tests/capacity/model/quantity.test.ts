import { expect } from "chai";
import fc from "fast-check";
import { formatUnits, parseQuantity, toUnits } from "../../../capacity/model/quantity.ts";

describe("a Kubernetes quantity", () => {
  it("counts CPU in thousandths of a core, rounded up, without an error of fractions", () => {
    expect(toUnits("cpu", "0.07")).to.equal(70);
    expect(toUnits("cpu", "500m")).to.equal(500);
    expect(toUnits("cpu", 2)).to.equal(2000);
    expect(toUnits("cpu", "1e3m")).to.equal(undefined);
    expect(toUnits("cpu", "0.0001")).to.equal(1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (millis) => {
        expect(toUnits("cpu", `${millis}m`)).to.equal(millis);
        expect(toUnits("cpu", String(millis / 1000))).to.equal(millis);
      }),
    );
  });

  it("counts memory in bytes, by binary and decimal suffixes and exponents", () => {
    expect(toUnits("memory", "1Gi")).to.equal(2 ** 30);
    expect(toUnits("memory", "1G")).to.equal(1e9);
    expect(toUnits("memory", "129e6")).to.equal(129_000_000);
    expect(toUnits("memory", "128974848000m")).to.equal(128_974_848);
    expect(toUnits("memory", "1.5Gi")).to.equal(1.5 * 2 ** 30);
  });

  it("is refused when it is none", () => {
    for (const text of ["", "one", "1 Gi", "1gi", "1KiB", "--1", "1.2.3", "Gi"]) {
      expect(parseQuantity(text), text).to.equal(undefined);
    }
  });

  it("reads as a person would write it", () => {
    expect(formatUnits("cpu", 1500)).to.equal("1.5");
    expect(formatUnits("cpu", 250)).to.equal("250m");
    expect(formatUnits("memory", 2 ** 30)).to.equal("1Gi");
    expect(formatUnits("memory", 1500 * 2 ** 20)).to.equal("1500Mi");
    expect(formatUnits("memory", 400 * 2 ** 30)).to.equal("400Gi");
    expect(formatUnits("nvidia.com/gpu", 8)).to.equal("8");
  });
});
