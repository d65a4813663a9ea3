import { expect } from "chai";
import type { Tier } from "../../../components/shared/tiers.ts";
import { application, CERTIFICATE, INGRESS, type Json, problems } from "./support.ts";

interface Refusal {
  readonly what: string;
  readonly given: Json;
  readonly path: string;
  readonly message: RegExp;
  /** Default: prod. */
  readonly tier?: Tier;
}

const canary = (steps: unknown) => ({ strategy: { kind: "canary", steps } });
const analysed = { analysis: { templates: ["success-rate"] } };

const REFUSALS: readonly Refusal[] = [
  {
    what: "fewer replicas at most than at least",
    given: { autoscaling: { minReplicas: 8, maxReplicas: 5 } },
    path: "autoscaling.minReplicas",
    message: /8 over 5/,
  },
  {
    what: "a lower bound over the default upper one",
    given: { autoscaling: { minReplicas: 11 } },
    path: "autoscaling.minReplicas",
    message: /11 over 10/,
  },
  {
    what: "replicas beside an autoscaler",
    given: { replicas: 4 },
    path: "replicas",
    message: /decided by the autoscaler/,
  },
  {
    what: "a budget over the replicas",
    given: { disruptionBudget: { minAvailable: 3 } },
    path: "disruptionBudget.minAvailable",
    message: /none of 3 replicas to evict/,
  },
  {
    what: "a budget for a single replica",
    given: { disruptionBudget: { minAvailable: 1 } },
    tier: "dev",
    path: "disruptionBudget.minAvailable",
    message: /only replica/,
  },
  {
    what: "a budget that says both",
    given: { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } },
    path: "disruptionBudget",
    message: /exactly one/,
  },
  {
    what: "weights that fall",
    given: canary([{ setWeight: 40 }, { setWeight: 20 }, analysed]),
    path: "strategy.steps.1.setWeight",
    message: /step before sets 40/,
  },
  {
    what: "weights that stand still",
    given: canary([{ setWeight: 40 }, { setWeight: 40 }, analysed]),
    path: "strategy.steps.1.setWeight",
    message: /rising/,
  },
  {
    what: "a weight over 100",
    given: canary([analysed, { setWeight: 101 }]),
    path: "strategy.steps.1.setWeight",
    message: /1 to 100/,
  },
  {
    what: "a step that does two things",
    given: canary([{ setWeight: 20, ...analysed }]),
    path: "strategy.steps.0",
    message: /exactly one of setWeight, pause and analysis/,
  },
  { what: "a step that does nothing", given: canary([{}, analysed]), path: "strategy.steps.0", message: /exactly one/ },
  {
    what: "a pause that is no duration",
    given: canary([{ pause: { duration: "soon" } }, analysed]),
    path: "strategy.steps.0.pause.duration",
    message: /5m/,
  },
  {
    what: "a canary without analysis in prod",
    given: canary([{ setWeight: 20 }, { pause: {} }]),
    path: "strategy.steps",
    message: /without an analysis/,
  },
  {
    what: "an analysis in prod that comes after full weight",
    given: canary([{ setWeight: 100 }, analysed]),
    path: "strategy.steps",
    message: /without an analysis/,
  },
  {
    what: "blue-green with canary steps",
    given: { strategy: { kind: "blue-green", steps: [{ setWeight: 20 }] } },
    path: "strategy.steps",
    message: /belongs to a canary/,
  },
  {
    what: "an unknown analysis template",
    given: canary([{ analysis: { templates: ["error-rate"] } }]),
    path: "strategy.steps.0.analysis.templates.0",
    message: /unknown analysis template; allowed: success-rate, latency-p99, restarts/,
  },
  {
    what: "an analysis of metrics the application has not",
    given: { metrics: { enabled: false } },
    path: "metrics.enabled",
    message: /success-rate asks for/,
  },
  {
    what: "an update that may neither add nor take a pod",
    given: { strategy: { kind: "rolling", maxSurge: 0, maxUnavailable: "0%" } },
    path: "strategy.maxSurge",
    message: /both zero/,
  },
  { what: "an image without a tag", given: { image: "registry:5000/shop" }, path: "image", message: /no tag/ },
  { what: "an image tagged latest", given: { image: "registry:5000/shop:latest" }, path: "image", message: /moves/ },
  { what: "a digest that is none", given: { image: "shop@sha256:abc" }, path: "image", message: /digest/ },
  {
    what: "a memory limit under its request",
    given: { resources: { requests: { memory: "300Mi" } } },
    path: "resources.limits.memory",
    message: /below the request, 300Mi/,
  },
  {
    what: "a cpu limit under its request",
    given: { resources: { limits: { cpu: "50m" } } },
    path: "resources.limits.cpu",
    message: /below the request/,
  },
  {
    what: "a quantity that is none",
    given: { resources: { limits: { memory: "256MB" } } },
    path: "resources.limits.memory",
    message: /256Mi/,
  },
  { what: "a port over 65535", given: { containerPort: 70000 }, path: "containerPort", message: /1024 to 65535/ },
  {
    what: "a port that takes privileges",
    given: { containerPort: 80 },
    path: "containerPort",
    message: /ordinary user/,
  },
  { what: "root", given: { user: 0 }, path: "user", message: /root/ },
  {
    what: "plain HTTP in prod",
    given: { ingress: { hosts: ["a.example.com"], plainHttp: true } },
    path: "ingress.plainHttp",
    message: /HTTPS only/,
  },
  {
    what: "plain HTTP over the internet",
    given: { ingress: { hosts: ["a.example.com"], plainHttp: true, scheme: "internet-facing" } },
    tier: "dev",
    path: "ingress.plainHttp",
    message: /in the clear over the internet; allowed is a certificateArn instead, or scheme: internal/,
  },
  {
    what: "an ingress without a certificate",
    given: { ingress: { hosts: ["a.example.com"] } },
    tier: "dev",
    path: "ingress.certificateArn",
    message: /plainHttp: true/,
  },
  {
    what: "a certificate beside plain HTTP",
    given: { ingress: { hosts: ["a.example.com"], plainHttp: true, certificateArn: CERTIFICATE } },
    tier: "dev",
    path: "ingress.plainHttp",
    message: /one of the two/,
  },
  {
    what: "an old TLS policy",
    given: { ingress: { ...INGRESS, sslPolicy: "ELBSecurityPolicy-2016-08" } },
    path: "ingress.sslPolicy",
    message: /TLS 1\.2 or 1\.3/,
  },
  {
    what: "a whole service for a role",
    given: { podIdentity: { statements: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::b"] }] } },
    path: "podIdentity.statements.0.actions.0",
    message: /whole service/,
  },
  ...["iam:AttachRolePolicy", "sts:AssumeRole", "organizations:MoveAccount", "account:PutContactInformation"].map(
    (action) => ({
      what: `${action} for a role`,
      given: { podIdentity: { statements: [{ actions: ["s3:GetObject", action], resources: ["arn:aws:s3:::b"] }] } },
      path: "podIdentity.statements.0.actions.1",
      message: /of any service but iam, sts, organizations and account/,
    }),
  ),
  {
    what: "all resources for a role without a condition",
    given: { podIdentity: { statements: [{ actions: ["s3:GetObject"], resources: ["*"] }] } },
    path: "podIdentity.statements.0.resources",
    message: /only together with conditions/,
  },
  {
    what: "stopping for longer than there is time",
    given: { preStopSeconds: 45 },
    path: "preStopSeconds",
    message: /not below/,
  },
  {
    what: "a path with a detour",
    given: { writablePaths: ["/tmp/../etc"] },
    path: "writablePaths.0",
    message: /without \.\./,
  },
];

describe("an application is refused for", () => {
  for (const { what, given, path, message, tier } of REFUSALS) {
    it(what, () => {
      const found = problems([application(given)], tier);
      expect(found, "one problem, and no other").to.have.length(1);
      const [at, text] = [found[0]?.slice(0, found[0].indexOf(": ")), found[0] ?? ""];
      expect(at).to.equal(`0.${path}`);
      expect(text).to.match(message);
    });
  }

  it("nothing where a pull request's canary in dev has no analysis", () => {
    expect(problems([application(canary([{ setWeight: 50 }, { pause: {} }]))], "dev")).to.deep.equal([]);
  });

  it("nothing where weights rise to 100 and the analysis stands before it", () => {
    expect(
      problems([application(canary([{ setWeight: 1 }, analysed, { setWeight: 99 }, { setWeight: 100 }]))]),
    ).to.deep.equal([]);
  });
});
