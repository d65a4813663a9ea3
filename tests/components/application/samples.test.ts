import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { applicationProblems, applicationsSchema } from "../../../components/application/config.ts";
import { TIERS } from "../../../components/shared/tiers.ts";
import type { Json } from "./support.ts";

const GUIDE = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "applications.md"), "utf8");
const SAMPLES = [...GUIDE.matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, text = ""]) => (parse(text) as { applications: Json[] }).applications,
);
const POOL = { name: "team-riker", taints: [{ key: "dedicated", value: "team-riker", effect: "NoSchedule" }] };

describe("the samples of docs/applications.md", () => {
  it("are myapp, myapp behind a load balancer, and the game", () => {
    expect(SAMPLES.map(([application]) => application?.name)).to.deep.equal(["myapp", "myapp", "game-2048"]);
  });

  it("say the same of myapp, but for the load balancer", () => {
    const [alone, behind] = SAMPLES.map(([application]) => application);
    expect({ ...behind, ingress: undefined }).to.deep.equal({ ...alone, ingress: undefined });
    expect(alone).to.include.keys("probes", "metrics");
  });

  for (const tier of TIERS) {
    it(`are taken in ${tier}, switched on or off`, () => {
      for (const sample of SAMPLES) {
        const on = sample.map((application) => ({ ...application, enabled: true }));
        for (const applications of [sample, on]) {
          const parsed = applicationsSchema(tier).safeParse(applications);
          expect(parsed.error?.issues ?? []).to.deep.equal([]);
        }
        expect(
          applicationProblems({
            tier,
            clusterName: "atlas",
            applications: on,
            rollouts: undefined,
            loadBalancerController: undefined,
            ownPrometheus: true,
            nodePools: [POOL],
          }),
        ).to.deep.equal([]);
      }
    });
  }

  it("make myapp a canary in prod and a Deployment elsewhere", () => {
    const kinds = TIERS.map((tier) =>
      applicationsSchema(tier)
        .parse(SAMPLES[0])
        .map(({ strategy }) => strategy.kind),
    );
    expect(kinds).to.deep.equal([["rolling"], ["rolling"], ["canary"], ["rolling"]]);
  });

  it("leave out the game until it is switched on, and then ask for its pool", () => {
    expect(applicationsSchema("prod").parse(SAMPLES[2])).to.deep.equal([]);
    const problems = (enabled: boolean) =>
      applicationProblems({
        tier: "prod",
        clusterName: "atlas",
        applications: SAMPLES[2]?.map((application) => ({ ...application, enabled })),
        rollouts: undefined,
        loadBalancerController: undefined,
        ownPrometheus: true,
        nodePools: [],
      }).length;
    expect([problems(false), problems(true)]).to.deep.equal([0, 1]);
  });
});
