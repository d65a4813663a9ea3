import { expect } from "chai";
import { change, good, refusal } from "./support.ts";

const reaching = (cidr: string) =>
  change(good(), "platform/applications", [
    { name: "web", image: "example.com/web:1.0.0", networkPolicy: { toCidrs: [{ cidr, ports: [443] }] } },
  ]);

describe("the ranges an application may reach", () => {
  for (const cidr of ["169.254.169.254/32", "169.254.0.0/16", "169.0.0.0/8", "128.0.0.0/1"]) {
    it(`are not ${cidr}, where nodes find their credentials`, () => {
      expect(refusal(reaching(cidr)))
        .to.include(`toCidrs[0].cidr: found "${cidr}"; has addresses of 169.254.0.0/16, where nodes find`)
        .and.to.include("allowed are ranges that share no address with it, or 0.0.0.0/0");
    });
  }

  it("are the internet, and what is beside link-local addresses", () => {
    for (const cidr of ["0.0.0.0/0", "169.253.0.0/16", "10.0.0.0/8"]) {
      expect(() => refusal(reaching(cidr)), cidr).to.throw("was accepted");
    }
  });
});
