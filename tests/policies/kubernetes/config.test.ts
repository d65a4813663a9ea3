import { readFileSync } from "node:fs";
import { expect } from "chai";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { runPack } from "../../support/policies.ts";
import { change } from "./support/cases.ts";
import { deployment } from "./support/fixtures.ts";
import { nodeClass } from "./support/karpenter.ts";

type Config = Record<string, { enforcementLevel?: "advisory" | "mandatory" | "disabled" } & Record<string, unknown>>;

function read(tier: string): Config {
  const file = new URL(`../../../policies/kubernetes/config/${tier}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Config;
}

/** What no tier may loosen: what lets an attacker in, or a secret out. */
const SECURITY = [
  "container-env-no-secrets",
  "container-image-pinned",
  "helm-release-pinned-version",
  "ingress-transport-encryption",
  "namespace-pod-security",
  "node-class-encrypted-volumes",
  "node-class-imdsv2",
  "node-class-public-address",
  "pod-host-access",
  "pod-security-restricted",
  "role-binding-subjects",
  "role-no-wildcard",
  "service-load-balancer-scope",
  "storage-class-encrypted",
  "velero-location-encrypted",
];

describe("the tiers of the Kubernetes pack", () => {
  it("leave production as the rules have it", () => {
    expect(read("prod")).to.deep.equal({});
  });

  for (const tier of ["dev", "staging", "drill"]) {
    it(`configure only rules that exist, by levels and parameters that exist, in ${tier}`, () => {
      const entries = Object.entries(read(tier));
      expect(entries).to.not.be.empty;
      for (const [name, { enforcementLevel, ...parameters }] of entries) {
        const policy = pack.policies.find((each) => each.name === name);
        expect(policy, name).to.not.equal(undefined);
        expect(enforcementLevel, name).to.be.oneOf(["advisory", "disabled"]);
        expect(Object.keys(policy?.configSchema?.properties ?? {})).to.include.members(Object.keys(parameters));
      }
    });

    it(`loosen nothing that guards secrets and nodes, in ${tier}`, () => {
      expect(pack.policies.map((policy) => policy.name)).to.include.members(SECURITY);
      expect(Object.keys(read(tier))).to.not.include.oneOf(SECURITY);
    });
  }

  it("loosen in staging nothing that dev does not", () => {
    expect(Object.keys(read("dev"))).to.include.members(Object.keys(read("staging")));
  });

  it("let dev try the latest image with a warning, which production refuses", async () => {
    const latest = change(nodeClass, "spec.amiSelectorTerms[0].alias", "al2023@latest");
    expect((await runPack(pack, [latest], read("dev"))).map((finding) => finding.level)).to.deep.equal(["advisory"]);
    expect((await runPack(pack, [latest], read("prod"))).map((finding) => finding.level)).to.deep.equal(["mandatory"]);
  });

  it("say nothing in dev of a liveness probe, which production advises", async () => {
    const unprobed = change(
      change(deployment, "spec.template.spec.containers[0].livenessProbe", undefined),
      "spec.replicas",
      1,
    );
    expect(await runPack(pack, [unprobed], read("dev"))).to.deep.equal([]);
    expect((await runPack(pack, [unprobed], read("prod"))).map((finding) => finding.level)).to.deep.equal(["advisory"]);
  });
});
