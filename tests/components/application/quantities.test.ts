import { expect } from "chai";
import fc from "fast-check";
import {
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  QuantityError,
} from "../../../components/shared/quantities.ts";

describe("resource quantities", () => {
  it("are written the way the API server writes them", () => {
    const cases: Record<string, string> = {
      "1000m": "1",
      "1500m": "1500m",
      "0.5": "500m",
      "1024Mi": "1Gi",
      "0.5Gi": "512Mi",
      "1536Mi": "1536Mi",
      "1000": "1k",
      "1000M": "1G",
      "256Mi": "256Mi",
      "0": "0",
    };
    for (const [given, canonical] of Object.entries(cases)) expect(canonicalQuantity(given), given).to.equal(canonical);
  });

  it("refuse what is none", () => {
    for (const text of ["", "m", "1 Gi", "-1", "1e3", "1gi", "0.0001", "1,5"]) {
      expect(() => parseQuantity(text), text).to.throw(QuantityError);
    }
  });

  it("compare across suffixes", () => {
    expect(compareQuantities("1Gi", "1G")).to.equal(1);
    expect(compareQuantities("0.5", "500m")).to.equal(0);
    expect(compareQuantities("128Mi", "1Gi")).to.equal(-1);
  });

  it("mean the same before and after they are written anew, and are written once and for all", () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 2n ** 70n),
        fc.constantFrom("decimal" as const, "binary" as const),
        (thousandths, format) => {
          const text = formatQuantity({ thousandths, format });
          expect(parseQuantity(text).thousandths).to.equal(thousandths);
          expect(canonicalQuantity(text)).to.equal(text);
        },
      ),
    );
  });
});
