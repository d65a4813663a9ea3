import { expect } from "chai";
import { parse } from "yaml";
import { Secret, Unknown } from "../../../preview/plan.ts";
import { fileName } from "../../../preview/render/fileNames.ts";
import { renderFiles } from "../../../preview/render/files.ts";
import { planOf, resource, SECRET, smallPlan, TRUST } from "../../support/plans.ts";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

describe("the rendered files", () => {
  const files = new Map(renderFiles(smallPlan()).map(({ path, content }) => [path, content]));

  it("are one for each manifest, policy document and Helm release, sorted", () => {
    expect([...files.keys()]).to.deep.equal([
      "helm/cache/values.yaml",
      "iam/shop-role.trust.json",
      "kubernetes/shop/deployment-web.yaml",
      "kubernetes/shop/secret-login.yaml",
    ]);
  });

  it("hold a manifest with its identity first, keys sorted, without Pulumi's own annotations", () => {
    expect(files.get("kubernetes/shop/deployment-web.yaml")).to.equal(
      [
        "apiVersion: apps/v1",
        "kind: Deployment",
        "metadata:",
        "  name: web",
        "  namespace: shop",
        "spec:",
        "  replicas: 3",
        "  template:",
        "    spec:",
        "      containers:",
        "        - image: registry.example/web:1.2",
        "          name: web",
        "",
      ].join("\n"),
    );
  });

  it("hold a masked Secret as a map of text, which an API server takes", () => {
    const inputs = { data: new Secret({ token: "eA==" }), stringData: { user: "x" }, type: "Opaque" };
    const plan = planOf([resource("kubernetes:core/v1:Secret", "login", { inputs })]);
    expect(parse(renderFiles(plan)[0]?.content ?? "")).to.deep.equal({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { generateName: "login-" },
      stringData: { token: "<secret>", user: "<secret>" },
      type: "Opaque",
    });
  });

  it("keep annotations that are not Pulumi's", () => {
    const annotations = { "pulumi.com/waitFor": "x", team: "shop" };
    const plan = planOf([resource(DEPLOYMENT, "web", { inputs: { metadata: { name: "web", annotations } } })]);
    expect(parse(renderFiles(plan)[0]?.content ?? "")).to.have.deep.nested.property("metadata.annotations", {
      team: "shop",
    });
  });

  it("fill in apiVersion and kind from the type, and generateName where Pulumi makes the name", () => {
    const plan = planOf([resource("kubernetes:core/v1:ConfigMap", "settings", { inputs: { data: { a: "b" } } })]);
    expect(renderFiles(plan)).to.deep.equal([
      {
        path: "kubernetes/default/configmap-settings.yaml",
        content: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: settings-\ndata:\n  a: b\n",
      },
    ]);
  });

  it("put what has no namespace under cluster, and namespaced kinds without one under default", () => {
    const plan = planOf([
      resource("kubernetes:karpenter.sh/v1:NodePool", "a", { inputs: { metadata: { name: "general" } } }),
      resource(DEPLOYMENT, "b", { inputs: { metadata: { name: "web" } } }),
    ]);
    expect(renderFiles(plan).map(({ path }) => path)).to.deep.equal([
      "kubernetes/cluster/nodepool-general.yaml",
      "kubernetes/default/deployment-web.yaml",
    ]);
  });

  it("leave out providers, components and what is no object", () => {
    const plan = planOf([
      resource("pulumi:providers:kubernetes", "p"),
      resource("kubernetes:yaml/v2:ConfigGroup", "g", { custom: false }),
      resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "l", { inputs: { policy: '{"rules":[]}' } }),
      resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "m", { inputs: { policy: Unknown.instance } }),
      resource("aws:appautoscaling/policy:Policy", "n", { inputs: { policyType: "StepScaling" } }),
    ]);
    expect(renderFiles(plan)).to.deep.equal([]);
  });

  it("hold a policy document as the program orders it", () => {
    expect(files.get("iam/shop-role.trust.json")).to.equal(`${JSON.stringify(TRUST, null, 2)}\n`);
  });

  it("include inline policies, and the policies of queues, keys, buckets and endpoints", () => {
    const policy = JSON.stringify(TRUST);
    const plan = planOf([
      resource("aws:iam/role:Role", "r", { inputs: { inlinePolicies: [{ name: "own", policy }] } }),
      ...[
        "sqs/queuePolicy:QueuePolicy",
        "kms/key:Key",
        "s3/bucketPolicy:BucketPolicy",
        "ec2/vpcEndpoint:VpcEndpoint",
      ].map((type, index) => resource(`aws:${type}`, `x${index}`, { inputs: { policy } })),
    ]);
    expect(renderFiles(plan).map(({ path }) => path)).to.deep.equal([
      "iam/r.inline-own.json",
      ...[0, 1, 2, 3].map((index) => `iam/x${index}.json`),
    ]);
  });

  it("hold a Helm release's values below its chart, version and repository, secrets masked", () => {
    expect(files.get("helm/cache/values.yaml")).to.equal(
      "# chart: redis\n# version: 1.2.3\n# repository: https://charts.example\n# namespace: shop\nauth: <secret>\nreplicas: 2\n",
    );
  });

  it("mark unknown values and documents, and hold no secret", () => {
    const plan = planOf([
      resource("aws:iam/policy:Policy", "u", { inputs: { policy: Unknown.instance } }),
      resource("aws:iam/policy:Policy", "s", { inputs: { policy: new Secret(SECRET) } }),
      resource(DEPLOYMENT, "w", { inputs: { metadata: { name: "w" }, spec: { replicas: Unknown.instance } } }),
    ]);
    expect(renderFiles(plan).map(({ content }) => content)).to.deep.equal([
      '"<secret>"\n',
      '"<known after deployment>"\n',
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: w\nspec:\n  replicas: <known after deployment>\n",
    ]);
    expect([...files.values()].join("\n")).to.not.include(SECRET);
  });

  it("get names apart where two resources want the same one, also on a file system that ignores case", () => {
    const policy = JSON.stringify(TRUST);
    const plan = planOf([
      resource("aws:iam/policy:Policy", "same", { inputs: { policy } }),
      resource("aws:sqs/queuePolicy:QueuePolicy", "Same", { inputs: { policy } }),
    ]);
    expect(renderFiles(plan).map(({ path }) => path)).to.deep.equal([
      "iam/Same.sqs_QueuePolicy.json",
      "iam/same.iam_Policy.json",
    ]);
  });

  it("cannot leave their folder by a name", () => {
    expect(fileName("../../etc/passwd")).to.equal("__.._etc_passwd");
    expect(fileName("system:node")).to.equal("system_node");
    expect(fileName("")).to.equal("_");
    const plan = planOf([
      resource(DEPLOYMENT, "x", { inputs: { metadata: { name: "../../x", namespace: ".." } } }),
      resource("kubernetes:helm.sh/v3:Release", "y", { inputs: { name: ".." } }),
    ]);
    for (const { path } of renderFiles(plan)) expect(path.split("/")).to.not.include("..");
  });

  it("do not depend on the order in which the program writes keys", () => {
    const one = planOf([resource(DEPLOYMENT, "x", { inputs: { metadata: { name: "x" }, spec: { a: 1, b: 2 } } })]);
    const two = planOf([resource(DEPLOYMENT, "x", { inputs: { spec: { b: 2, a: 1 }, metadata: { name: "x" } } })]);
    expect(renderFiles(one)).to.deep.equal(renderFiles(two));
  });
});
