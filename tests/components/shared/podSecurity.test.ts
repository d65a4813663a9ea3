import { expect } from "chai";
import { podSecurityLabels } from "../../../components/shared/podSecurity.ts";

describe("the labels of a pod security profile", () => {
  it("refuse, record and warn of the same", () => {
    expect(podSecurityLabels("baseline")).to.deep.equal({
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/audit": "baseline",
      "pod-security.kubernetes.io/warn": "baseline",
    });
  });
});
