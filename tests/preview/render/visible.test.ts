import { expect } from "chai";
import { secretProblem } from "../../../policies/kubernetes/support/secrets.ts";
import { type PlanValue, Secret, Unknown } from "../../../preview/plan.ts";
import { visibleInputs } from "../../../preview/render/visible.ts";
import { resource } from "../../support/plans.ts";

describe("the inputs of a resource as they may be shown", () => {
  it("masks the contents of a Kubernetes Secret but not its keys", () => {
    const secret = resource("kubernetes:core/v1:Secret", "s", {
      inputs: { data: { a: "eA==" }, stringData: { b: "x" }, type: "Opaque" },
      options: { additionalSecretOutputs: ["data"] },
    });
    expect(visibleInputs(secret)).to.deep.equal({
      data: { a: "<secret>" },
      stringData: { b: "<secret>" },
      type: "Opaque",
    });
  });

  it("masks the inputs that a resource declares secret", () => {
    const database = resource("aws:rds/instance:Instance", "d", {
      inputs: { password: "x", engine: "postgres" },
      options: { additionalSecretOutputs: ["password"] },
    });
    expect(visibleInputs(database)).to.deep.equal({ password: "<secret>", engine: "postgres" });
  });

  it("masks a provider's credentials, which nobody has to mark", () => {
    const inputs = { accessKey: "AKIA", secretKey: "x", token: "y", kubeconfig: "z", region: "eu-central-1" };
    expect(visibleInputs(resource("pulumi:providers:aws", "p", { inputs }))).to.deep.equal({
      accessKey: "<secret>",
      secretKey: "<secret>",
      token: "<secret>",
      kubeconfig: "<secret>",
      region: "eu-central-1",
    });
  });

  for (const [what, content] of [
    ["a whole map", new Secret({ user: "x", password: "y" })],
    ["values in a map", { user: new Secret("x"), password: Unknown.instance }],
  ] as const) {
    it(`keep the keys of a Kubernetes Secret where ${what} is secret`, () => {
      const secret = resource("kubernetes:core/v1:Secret", "s", { inputs: { stringData: content } });
      expect(visibleInputs(secret).stringData).to.deep.equal({ user: "<secret>", password: "<secret>" });
    });
  }

  it("say of a Kubernetes Secret without known keys only that it is one", () => {
    const secret = resource("kubernetes:core/v1:Secret", "s", { inputs: { data: new Secret(Unknown.instance) } });
    expect(visibleInputs(secret)).to.deep.equal({ data: "<secret>" });
  });

  describe("of workloads and charts", () => {
    const variables = (env: PlanValue, type = "kubernetes:apps/v1:Deployment"): unknown =>
      visibleInputs(resource(type, "w", { inputs: { spec: { template: { spec: { containers: [{ env }] } } } } }));
    const shown = (name: string, value: PlanValue): unknown => {
      const inputs = JSON.stringify(variables([{ name, value }]));
      return (JSON.parse(inputs) as { spec: { template: { spec: { containers: { env: { value: unknown }[] }[] } } } })
        .spec.template.spec.containers[0]?.env[0]?.value;
    };

    for (const name of [
      "DB_PASSWORD",
      "PGPASSWORD",
      "apiToken",
      "SIGNING_KEY",
      "AWS_SECRET_ACCESS_KEY",
      "credentials",
      "DB_PASS",
      "MYSQL_ROOT_PASS",
      "JWT_KEY",
      "SSH_KEY",
      "PAT",
      "API_KEYS",
    ]) {
      it(`mask the variable ${name}`, () => {
        expect(shown(name, "correct-horse-battery")).to.equal("<secret>");
      });
    }

    it("mask what is a secret whatever the variable is called", () => {
      const values = [
        "AKIAIOSFODNN7EXAMPLE",
        "postgres://app:hunter2@db.internal/app",
        "-----BEGIN RSA PRIVATE KEY-----",
        "Bearer abc",
        "Server=db;User Id=sa;Password=hunter2;",
      ];
      for (const value of values) expect(shown("SETTING", value), value).to.equal("<secret>");
    });

    it("show every other variable, references and switches among them", () => {
      const open = [
        ["LOG_LEVEL", "debug"],
        ["TOKEN_TTL", "3600s"],
        ["REQUIRE_TOKEN", "true"],
        ["DB_PASSWORD", "$(FROM_ELSEWHERE)"],
        ["DB", "postgres://app:$(PASSWORD)@db.internal/app"],
        ["MAX_KEYS", "10"],
        ["MAX_TOKENS", "4096"],
        ["KEY_PREFIX", "orders"],
        ["PUBLIC_KEY", "orders"],
        ["PASS_THROUGH", "orders"],
        ["TLS_KEY", "/tls/tls.key"],
      ] as const;
      for (const [name, value] of open) expect(shown(name, value), name).to.equal(value);
    });

    it("mask secrets in commands and arguments, whole, and no other element", () => {
      const container = {
        command: ["sh", "-c", "PGPASSWORD=hunter2 psql"],
        args: ["--db-password=hunter2", "--password", "hunter2", "--port=8080", "--token=$(TOKEN)"],
      };
      const job = resource("kubernetes:batch/v1:Job", "j", { inputs: { spec: { containers: [container] } } });
      expect(visibleInputs(job)).to.deep.equal({
        spec: {
          containers: [
            {
              command: ["sh", "-c", "<secret>"],
              args: ["<secret>", "--password", "<secret>", "--port=8080", "--token=$(TOKEN)"],
            },
          ],
        },
      });
    });

    it("mask secrets in settings of charts, but not the names of Secrets", () => {
      const values = { adminPassword: "hunter2", admin: { existingSecret: "grafana", passwordKey: "password" } };
      const release = resource("kubernetes:helm.sh/v3:Release", "r", { inputs: { values } });
      expect(visibleInputs(release)).to.deep.equal({ values: { ...values, adminPassword: "<secret>" } });
    });

    it("are masked exactly where the rule of the Kubernetes pack refuses them", () => {
      const given: [string, string][] = [
        ["DB_PASS", "hunter2"],
        ["JWT_KEY", "hunter2"],
        ["AUTH_HEADER", "Bearer abcdefghijkl"],
        ["REGION", "eu-west-1"],
        ["KEY_PREFIX", "orders/"],
        ["TOKEN_TTL", "30"],
        ["DATABASE_URL", "postgres://shop:hunter2@db/shop"],
      ];
      const refused = given.filter(([name, value]) => secretProblem(name, value) !== undefined);
      expect(refused).to.have.length.within(3, given.length - 3);
      expect(variables(given.map(([name, value]) => ({ name, value })))).to.deep.equal({
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: given.map(([name, value]) => ({
                    name,
                    value: refused.some(([secret]) => secret === name) ? "<secret>" : value,
                  })),
                },
              ],
            },
          },
        },
      });
    });

    it("leave a reference to a Secret as it is", () => {
      const env = [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }];
      expect(variables(env)).to.deep.equal({ spec: { template: { spec: { containers: [{ env }] } } } });
    });

    it("mask the variables in a chart's values, as a list or as a map", () => {
      const values = { extraEnvVars: [{ name: "TOKEN", value: "x1" }], env: { API_KEY: "x2", REGION: "eu-west-1" } };
      const release = resource("kubernetes:helm.sh/v3:Release", "r", { inputs: { values } });
      expect(visibleInputs(release)).to.deep.equal({
        values: {
          extraEnvVars: [{ name: "TOKEN", value: "<secret>" }],
          env: { API_KEY: "<secret>", REGION: "eu-west-1" },
        },
      });
    });
  });
});
