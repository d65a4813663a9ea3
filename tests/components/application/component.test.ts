import { expect } from "chai";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { only } from "../../support/harness.ts";
import { at, INGRESS, type Json, kindOf, made, nameOf, objectOf, objects, STRATEGIES } from "./support.ts";

const AROUND = ["NetworkPolicy/shop", "ServiceAccount/shop", "Service/shop", "ServiceMonitor/shop"];
const RESILIENT = ["HorizontalPodAutoscaler/shop", "PodDisruptionBudget/shop"];

describe("ApplicationComponent", () => {
  it("makes a Deployment in dev, and nothing of a Rollout", async () => {
    expect(objects(await made({}, "dev"))).to.have.members([...AROUND, "Deployment/shop"]);
  });

  it("makes a canary in prod with its Services, autoscaler and budget, and no Deployment", async () => {
    expect(objects(await made())).to.have.members([
      ...AROUND,
      ...RESILIENT,
      "Rollout/shop",
      "Service/shop-stable",
      "Service/shop-canary",
    ]);
  });

  it("makes a blue-green Rollout with a preview", async () => {
    expect(objects(await made({ strategy: STRATEGIES["blue-green"], ingress: INGRESS }))).to.have.members([
      ...AROUND,
      ...RESILIENT,
      "Rollout/shop",
      "Service/shop-preview",
      "Ingress/shop",
    ]);
  });

  it("makes no ServiceMonitor where the cluster knows none, or where the application has no metrics", async () => {
    const rolling = { strategy: STRATEGIES.rolling };
    expect(objects(await made(rolling, "prod", false))).not.to.include("ServiceMonitor/shop");
    expect(objects(await made({ ...rolling, metrics: { enabled: false } }))).not.to.include("ServiceMonitor/shop");
  });

  it("keeps the application's Service as it is when a Deployment becomes a canary", async () => {
    const before = objectOf(await made({ strategy: STRATEGIES.rolling }), "Service", "shop");
    const after = objectOf(await made({ strategy: STRATEGIES.canary }), "Service", "shop");
    expect(after.name).to.equal(before.name);
    expect(after.inputs.spec).to.deep.equal(before.inputs.spec);
    expect(objectOf(await made({ strategy: STRATEGIES["blue-green"] }), "Service", "shop").name).to.equal(before.name);
  });

  it("scales what it makes, whatever the strategy, and leaves the replicas to the autoscaler", async () => {
    for (const [kind, strategy] of Object.entries(STRATEGIES)) {
      const plan = await made({ strategy });
      const workload = objectOf(plan, kind === "rolling" ? "Deployment" : "Rollout");
      const target = at(objectOf(plan, "HorizontalPodAutoscaler").inputs, "spec", "scaleTargetRef");
      expect(target).to.deep.equal({
        apiVersion: kind === "rolling" ? "apps/v1" : "argoproj.io/v1alpha1",
        kind: kindOf(workload),
        name: nameOf(workload),
      });
      expect(workload.options.ignoreChanges).to.deep.equal(["spec.replicas"]);
      expect(at(workload.inputs, "spec", "replicas")).to.equal(3);
    }
    expect(objectOf(await made({}, "staging"), "Deployment").options.ignoreChanges).to.deep.equal([]);
  });

  it("leaves the selectors of the Services that Argo Rollouts steers to it, and no others", async () => {
    const ignored = async (strategy: Json | undefined) =>
      Object.fromEntries(
        (await made({ strategy })).resources
          .filter((one) => kindOf(one) === "Service")
          .map((one) => [nameOf(one), one.options.ignoreChanges]),
      );
    expect(await ignored(STRATEGIES.canary)).to.deep.equal({
      shop: [],
      "shop-stable": ["spec.selector"],
      "shop-canary": ["spec.selector"],
    });
    expect(await ignored(STRATEGIES["blue-green"])).to.deep.equal({
      shop: ["spec.selector"],
      "shop-preview": ["spec.selector"],
    });
    expect(await ignored(STRATEGIES.rolling)).to.deep.equal({ shop: [] });
  });

  it("has Prometheus scrape each version's pods by one Service", async () => {
    const scraped = async (strategy: Json | undefined) =>
      (await made({ strategy })).resources
        .filter(
          (one) => kindOf(one) === "Service" && at(one.inputs, "metadata", "labels", "eks-platform/scraped") === "true",
        )
        .map(nameOf);
    expect(await scraped(STRATEGIES.rolling)).to.deep.equal(["shop"]);
    expect(await scraped(STRATEGIES.canary)).to.deep.equal(["shop-stable", "shop-canary"]);
    expect(await scraped(STRATEGIES["blue-green"])).to.deep.equal(["shop", "shop-preview"]);
  });

  it("has the ServiceMonitor find those Services, by the port and path of the metrics", async () => {
    const plan = await made({ metrics: { path: "/stats", port: 9090 } });
    expect(objectOf(plan, "ServiceMonitor").inputs.spec).to.deep.equal({
      selector: { matchLabels: { "app.kubernetes.io/name": "shop", "eks-platform/scraped": "true" } },
      endpoints: [{ port: "metrics", path: "/stats", interval: "30s" }],
    });
    expect(at(objectOf(plan, "Service", "shop-canary").inputs, "spec", "ports")).to.deep.equal([
      { name: "http", port: 80, targetPort: 8080, protocol: "TCP" },
      { name: "metrics", port: 9090, targetPort: 9090, protocol: "TCP" },
    ]);
  });

  it("starts pods only when account, network policy and role are there", async () => {
    const podIdentity = { statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }] };
    const plan = await made({ podIdentity });
    const { dependencies } = objectOf(plan, "Rollout").options;
    for (const kind of ["ServiceAccount", "NetworkPolicy"]) expect(dependencies).to.include(objectOf(plan, kind).urn);
    const association = only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation");
    expect(dependencies).to.include(association.urn);
    expect(association.inputs).to.include({ namespace: "shop", serviceAccount: "shop" });
    expect(only(plan, "aws:iam/role:Role").inputs.name).to.equal("atlas-app-shop");
  });

  it("does not let the workload wait for Services or the ingress, which wait for its pods", async () => {
    const plan = await made({ ingress: INGRESS });
    const waited = plan.resources
      .filter((one) => objectOf(plan, "Rollout").options.dependencies.includes(one.urn))
      .map(kindOf);
    expect(waited).to.have.members(["ServiceAccount", "NetworkPolicy"]);
    expect(at(objectOf(plan, "Rollout").inputs, "metadata", "annotations", "pulumi.com/waitFor")).to.equal(
      "condition=Available",
    );
  });

  it("keeps every pod to the restricted profile, within its requests and limits", async () => {
    const pod = at(objectOf(await made(), "Rollout").inputs, "spec", "template", "spec") as Json;
    expect(pod).to.deep.include({
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 45,
      priorityClassName: "application-standard",
    });
    expect(pod.securityContext).to.deep.include({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    });
    const [container] = pod.containers as Json[];
    expect(container?.securityContext).to.deep.equal({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container?.lifecycle).to.deep.equal({ preStop: { sleep: { seconds: 15 } } });
  });

  it("spreads each version over zones and hosts by itself", async () => {
    for (const [kind, label] of [
      ["rolling", "pod-template-hash"],
      ["canary", "rollouts-pod-template-hash"],
    ] as const) {
      const plan = await made({ strategy: STRATEGIES[kind] });
      const workload = objectOf(plan, kind === "rolling" ? "Deployment" : "Rollout");
      const constraints = at(workload.inputs, "spec", "template", "spec", "topologySpreadConstraints") as Json[];
      expect(constraints.map(({ topologyKey, whenUnsatisfiable }) => [topologyKey, whenUnsatisfiable])).to.deep.equal([
        ["topology.kubernetes.io/zone", "DoNotSchedule"],
        ["kubernetes.io/hostname", "ScheduleAnyway"],
      ]);
      for (const constraint of constraints) expect(constraint.matchLabelKeys).to.deep.equal([label]);
    }
  });

  it("would rather have pods on different hosts, but starts them anyway", async () => {
    const { inputs } = objectOf(await made(), "Rollout");
    expect(at(inputs, "spec", "template", "spec", "affinity", "podAntiAffinity")).to.deep.equal({
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: "kubernetes.io/hostname",
            labelSelector: { matchLabels: { "app.kubernetes.io/name": "shop" } },
          },
        },
      ],
    });
  });

  it("keeps two of three pods through a drain, and does not keep broken ones", async () => {
    expect(objectOf(await made(), "PodDisruptionBudget").inputs.spec).to.deep.equal({
      minAvailable: 2,
      selector: { matchLabels: { "app.kubernetes.io/name": "shop" } },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("puts pods on a named pool and lets them put up with its taint", async () => {
    const plan = await made({
      nodePool: "team-riker",
      tolerations: [{ key: "dedicated", value: "team-riker" }, { key: "spot" }],
    });
    const pod = at(objectOf(plan, "Rollout").inputs, "spec", "template", "spec") as Json;
    expect(pod.nodeSelector).to.deep.equal({ "eks-platform/node-pool": "team-riker" });
    expect(pod.tolerations).to.deep.equal([
      { key: "dedicated", operator: "Equal", value: "team-riker", effect: "NoSchedule" },
      { key: "spot", operator: "Exists", effect: "NoSchedule" },
    ]);
  });

  it("takes secrets by reference, and files out of another image under the same profile", async () => {
    const plan = await made({
      env: { LOG_LEVEL: "info" },
      secretEnv: { API_TOKEN: { secret: "shop", key: "token" } },
      files: [{ image: "registry.example.com/web@sha256:" + "a".repeat(64), from: "/usr/share/web", to: "/srv" }],
    });
    const pod = at(objectOf(plan, "Rollout").inputs, "spec", "template", "spec") as {
      containers: Json[];
      initContainers: Json[];
    };
    expect(pod.containers[0]?.env).to.deep.equal([
      { name: "LOG_LEVEL", value: "info" },
      { name: "API_TOKEN", valueFrom: { secretKeyRef: { name: "shop", key: "token" } } },
    ]);
    expect(pod.initContainers[0]?.command).to.deep.equal(["cp", "-R", "/usr/share/web/.", "/files"]);
    expect(pod.initContainers[0]?.securityContext).to.deep.equal(pod.containers[0]?.securityContext);
    expect(pod.containers[0]?.volumeMounts).to.deep.include({ name: "files-0", mountPath: "/srv", readOnly: true });
  });

  for (const tier of ["dev", "prod"] as const) {
    for (const [kind, strategy] of Object.entries(STRATEGIES)) {
      it(`meets every rule of the Kubernetes pack as ${kind} in ${tier}`, async () => {
        const plan = await made(
          { strategy, ingress: INGRESS, autoscaling: {}, files: [{ image: "a/b:1", from: "/a", to: "/b" }] },
          tier,
        );
        const { findings, packs } = await runPacks(plan, [{ ...pack, config: {} }]);
        expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).to.deep.equal([]);
        expect(packs[pack.name]).to.be.greaterThan(15);
      });
    }
  }
});
