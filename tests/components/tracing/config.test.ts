import { expect } from "chai";
import { TIERS } from "../../../components/shared/tiers.ts";
import { ADOT_VERSIONS, KUBERNETES_VERSIONS } from "../../../components/shared/versions.ts";
import { refusals, tracing } from "./support.ts";

describe("the tracing config", () => {
  it("is off everywhere until a stack turns it on", () => {
    for (const tier of TIERS) expect(tracing({}, tier).enabled).to.equal(false);
  });

  it("has two collectors in prod and one elsewhere, keeps every trace, and collects metrics", () => {
    expect(tracing({ enabled: true })).to.deep.equal({
      enabled: true,
      addonVersion: ADOT_VERSIONS["1.35"],
      replicas: 2,
      sampleShare: 1,
      metrics: true,
      logRetentionDays: 365,
    });
    expect(tracing({ enabled: true }, "dev")).to.include({ replicas: 1, logRetentionDays: 30 });
  });

  it("takes what a stack says", () => {
    const given = {
      enabled: true,
      addonVersion: "v0.160.0-eksbuild.1",
      replicas: 3,
      sampleShare: 0.05,
      metrics: false,
      logRetentionDays: 90,
    };
    expect(tracing(given)).to.deep.equal(given);
  });

  it("pins the add-on for every Kubernetes version a stack may run", () => {
    for (const kubernetesVersion of KUBERNETES_VERSIONS) {
      const { addonVersion } = tracing({ enabled: true }, "prod", { kubernetesVersion });
      expect(addonVersion, kubernetesVersion).to.match(/^v0\.\d+\.0-eksbuild\.\d+$/);
    }
  });

  const cases: Record<string, [unknown, RegExp]> = {
    "a version that is none": [
      { enabled: true, addonVersion: "0.151.0" },
      /^addonVersion: allowed is a version such as v0\.151\.0-eksbuild\.2$/,
    ],
    "one collector in prod": [{ enabled: true, replicas: 1 }, /^replicas: prod needs two or more: /],
    "no collector": [{ enabled: true, replicas: 0 }, /^replicas: allowed are 1 to 20$/],
    "a share of nothing": [{ sampleShare: 0 }, /^sampleShare: allowed is a share above 0 and up to 1; /],
    "a share of more than all": [{ sampleShare: 2 }, /^sampleShare: allowed is a share above 0 and up to 1$/],
    "a retention CloudWatch does not have": [{ logRetentionDays: 31 }, /^logRetentionDays: /],
    "a key it does not know": [{ sampling: 1 }, /^: .*"sampling"/],
  };
  for (const [name, [found, expected]] of Object.entries(cases)) {
    it(`refuses ${name}`, () => {
      const messages = refusals(found);
      expect(messages).to.have.length(1);
      expect(messages[0]).to.match(expected);
    });
  }

  it("lets one collector do outside prod, and where tracing is off", () => {
    expect(refusals({ enabled: true, replicas: 1 }, "staging")).to.deep.equal([]);
    expect(refusals({ replicas: 1 })).to.deep.equal([]);
  });
});
