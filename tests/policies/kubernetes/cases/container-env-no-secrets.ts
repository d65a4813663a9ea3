import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { Refusal, RuleCases } from "../support/cases.ts";
import { deployment, podPatch, release } from "../support/fixtures.ts";

const env = "spec.template.spec.containers[0].env";
const args = "spec.template.spec.containers[0].args";
const command = "spec.template.spec.containers[0].command";

function withEnv(name: string, value: unknown): PlannedResource {
  return change(deployment, env, [{ name, value }]);
}

/** Values are put together here, so that no tool takes this file for a leak. */
const parts = {
  aws: ["AKIA", "IOSFODNN7", "EXAMPLE"].join(""),
  github: ["ghp", "16C7e42F292c6912E7710c838347Ae178B4a"].join("_"),
  slack: ["xoxb", "1234567890", "abcdefghij"].join("-"),
  stripe: ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_"),
  pem: ["-----BEGIN RSA", "PRIVATE KEY-----\nMIIE"].join(" "),
  jwt: ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "dozjgNryP4J3jVmNHl0w5N"].join("."),
  address: ["postgres://shop", "hunter2@database:5432/shop"].join(":"),
  random: "q7Zp2LxV9tRk4WmB8sYd3NfC6hGj1",
};

function byValue(name: string, value: string, kind: string): Refusal {
  return {
    plan: withEnv(name, value),
    says: [`container web: ${env}[0].value of ${name} is taken for a secret, for its value ${kind}`],
  };
}

function byName(name: string): Refusal {
  return { plan: withEnv(name, "correct horse"), says: [`of ${name} is taken for a secret, for its name says so`] };
}

export const cases: RuleCases = {
  rule: "container-env-no-secrets",
  passes: {
    "passes names of keys that open nothing, and of what is no key at all": change(
      deployment,
      env,
      (
        "KEY_PREFIX PUBLIC_KEY SSH_PUBLIC_KEY PASS_THROUGH PARTITION_KEY S3_KEY ROUTING_KEY BYPASS COMPASS FIRST_PASS " +
        "MONKEY PATTERN CACHE_KEY"
      )
        .split(" ")
        .map((name) => ({ name, value: "orders" })),
    ),
    "passes where a key is, in place of the key": change(deployment, env, [
      { name: "TLS_KEY", value: "/tls/tls.key" },
      { name: "SIGNING_KEY", value: "/keys/a.pem" },
      { name: "ENCRYPTION_KEY", value: "arn:aws:kms:eu-west-1:123456789012:key/a" },
      { name: "GOOGLE_APPLICATION_CREDENTIALS", value: "/var/run/google/key.json" },
      { name: "TARIFF", value: "Basic plan" },
    ]),
    "passes commands that take their secrets from elsewhere": change(deployment, args, [
      "--password-file=/run/secrets/password",
      "--tls-private-key-file=/tls/tls.key",
      "--token=$(TOKEN)",
      "--use-token",
      "--secret-name=web",
      "--enable-token-auth=true",
      "--tls-key=/tls/tls.key",
      "PASSWORD=$(cat /run/secrets/password) exec web",
      "mysql --password $PASSWORD",
      "curl postgres://shop:${PASSWORD}@database",
      "for key in a b; do key=$key; done",
    ]),
    "passes settings of a chart that refer to Secrets": release("grafana", {
      admin: { existingSecret: "grafana-admin", passwordKey: "admin-password", userKey: "admin-user" },
      tolerations: [{ key: "dedicated", value: "shop" }],
      envFrom: [{ secretRef: { name: "grafana" } }],
      extraEnv: [{ name: "LEVEL", value: "info" }],
      env: { REGION: "eu-west-1", TOKEN: UNKNOWN },
      token: "",
      password: "$__file{/etc/secrets/password}",
      apiKey: "{{ .Values.key }}",
    }),
    "passes an argument that its parameter allows": {
      plan: change(deployment, args, ["--public-token=visible"]),
      parameters: { allowedNames: ["public-token"] },
    },
    "passes plain settings and a secret that is referred to": deployment,
    "passes names that are about a secret": change(deployment, env, [
      { name: "PASSWORD_FILE", value: "/run/secrets/password" },
      { name: "TOKEN_TTL", value: "3600" },
      { name: "SECRET_NAME", value: "database" },
      { name: "VAULT_TOKEN_PATH", value: "/var/run/token" },
      { name: "MAX_TOKENS", value: "4096" },
      { name: "PASSWORDLESS", value: "yes" },
    ]),
    "passes a switch and an empty value under a secret's name": change(deployment, env, [
      { name: "ALLOW_PASSWORD", value: "true" },
      { name: "ASK_SECRET", value: "False" },
      { name: "API_TOKEN", value: "" },
    ]),
    "passes names that share one word with a secret's": change(deployment, env, [
      { name: "API_LEVEL", value: "second edition" },
      { name: "PRIVATE_CLUSTER", value: "yes, it is" },
      { name: "KEY_FIGURES", value: "turnover, margin" },
    ]),
    "passes mixtures of which a part is missing, as identifiers have them": change(deployment, env, [
      { name: "SERIAL", value: "Q7ZP2LXV9TRK4WMB8SYD3NFC6HGJ1" },
      { name: "HASH", value: "q7zp2lxv9trk4wmb8syd3nfc6hgj1" },
      { name: "CLASS", value: "AbcDefGhiJklMnoPqrStuVwxYz" },
      { name: "PLACE", value: "/Q7zp2lXv9Trk4Wmb8Syd3Nfc6" },
      { name: "SHORT", value: "q7Zp2LxV9tRk4WmB8sYd3Nf" },
    ]),
    "passes a reference to another variable": withEnv("DB_PASSWORD", "$(SHARED_PASSWORD)"),
    "passes long values that nobody generated": change(deployment, env, [
      { name: "ROLE", value: "arn:aws:iam::123456789012:role/Shop-Web-Production" },
      { name: "QUEUE", value: "https://sqs.eu-west-1.amazonaws.com/123456789012/Orders" },
      { name: "RELEASE", value: "2f1e9f0c-9f1b-4e57-8a52-0c4f7a1f3b9d" },
      { name: "COMMIT", value: "9c1185a5c5e9fc54612808977ee8f548b2258d31" },
      { name: "FEATURES", value: "new-checkout-with-express-shipping-2" },
      { name: "DATABASE", value: "postgres://shop:$(PASSWORD)@database/shop" },
    ]),
    "passes a name that its parameter allows": {
      plan: withEnv("PUBLIC_TOKEN", "pk-visible-to-all"),
      parameters: { allowedNames: ["PUBLIC_TOKEN"] },
    },
  },
  refuses: {
    ...Object.fromEntries(
      "DB_PASS MYSQL_ROOT_PASS DBPASS JWT_KEY STRIPE_KEY SSH_KEY KEY PAT GITHUB_PAT API_KEYS"
        .split(" ")
        .map((name) => [`refuses ${name} by its end`, byName(name)]),
    ),
    "refuses a bearer token": byValue("AUTH_HEADER", "Bearer abc", "is a bearer token"),
    "refuses a name and a password in one": byValue(
      "AUTH_HEADER",
      ["Basic", "c2hvcDpodW50ZXIy"].join(" "),
      "is a user's name and password",
    ),
    "refuses a password in a connection string": {
      plan: withEnv("DATABASE", "Server=database;User Id=shop;Password=hunter2;"),
      says: ["of DATABASE is taken for a secret, for it gives Password"],
    },
    "refuses an address with a password that begins like a variable": byValue(
      "DATABASE",
      ["postgres://shop", "$ecr3t@database/shop"].join(":"),
      "is an address with a password in it",
    ),
    "refuses a password in an argument": {
      plan: change(deployment, args, ["--verbose", "--db-password=hunter2"]),
      says: [`container web: ${args}[1] is taken for a secret, for it gives db-password; name a variable`],
    },
    "refuses a password after the argument that names it": {
      plan: change(deployment, args, ["--password", "hunter2", "--token", "--verbose"]),
      says: [`${args}[1] is taken for a secret, for it gives password`],
    },
    "refuses passwords in a script": {
      plan: change(deployment, command, ["sh", "-c", "PGPASSWORD=hunter2 psql", "mysql --password hunter2"]),
      says: [`${command}[2] is taken for a secret, for it gives PGPASSWORD`, `${command}[3]`],
    },
    "refuses a password that a command gives a command": {
      plan: change(deployment, command, ["kubectl", "create", "secret", "generic", "--from-literal=password=hunter2"]),
      says: [`${command}[4] is taken for a secret, for it gives password`],
    },
    "refuses a token in a command": {
      plan: change(deployment, command, ["git", "clone", parts.github]),
      says: [`container web: ${command}[2] is taken for a secret, for its value is a GitHub token`],
    },
    "refuses secrets in a chart's values": {
      plan: release("grafana", {
        adminPassword: "hunter2",
        server: { extraEnvVars: [{ name: "DB_PASS", value: "hunter2" }], env: { JWT_KEY: "hunter2" } },
        extraArgs: ["--token=hunter2"],
        config: { url: parts.address },
      }),
      says: [
        "values.adminPassword is taken for a secret, for its name says so; refer to a Secret",
        "values.server.extraEnvVars[0].value of DB_PASS",
        "values.server.env.JWT_KEY is taken for a secret",
        "values.extraArgs[0] is taken for a secret, for it gives token",
        "values.config.url is taken for a secret",
      ],
    },
    "refuses secrets in an operator's object": {
      plan: {
        type: "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector",
        name: "collector",
        props: { spec: { env: [{ name: "DB_PASS", value: "hunter2" }] } },
      },
      says: ["spec.env[0].value of DB_PASS"],
    },
    "refuses a password that a patch writes": {
      plan: podPatch({ containers: [{ name: "web", env: [{ name: "DB_PASSWORD", value: "hunter2" }] }] }),
      says: ["of DB_PASSWORD is taken for a secret"],
    },
    "refuses a password by its name": byName("DB_PASSWORD"),
    "refuses a camel-cased key": byName("stripeApiKey"),
    "refuses a dotted password": byName("spring.datasource.password"),
    "refuses a secret key": byName("AWS_SECRET_ACCESS_KEY"),
    "refuses a connection string": byName("MONGO_CONNECTION_STRING"),
    "refuses a numeric password": { plan: withEnv("DB_PASSWORD", 12345), says: ["its name says so"] },
    "refuses an AWS access key": byValue("IDENTITY", parts.aws, "is an AWS access key id"),
    "refuses a GitHub token": byValue("FETCH", parts.github, "is a GitHub token"),
    "refuses a Slack token": byValue("NOTIFY", parts.slack, "is a Slack token"),
    "refuses a Stripe key": byValue("PAY", parts.stripe, "is a Stripe key"),
    "refuses a private key": byValue("TLS", parts.pem, "is a private key"),
    "refuses a JSON web token": byValue("CALL", parts.jwt, "is a JSON web token"),
    "refuses a password in an address": byValue("DATABASE", parts.address, "is an address with a password in it"),
    "refuses a generated value under an innocent name": byValue("SEED", parts.random, "looks like a generated key"),
    "refuses it in an init container": {
      plan: change(deployment, "spec.template.spec.initContainers[0].env", [
        { name: "LEVEL", value: "x" },
        { name: "PGPASSWORD", value: "hunter2" },
      ]),
      says: ["init container migrate: spec.template.spec.initContainers[0].env[1].value of PGPASSWORD"],
    },
    "refuses a value of the wrong shape": { plan: withEnv("LEVEL", true), says: [`${env}[0].value is a boolean`] },
  },
  unclear: {
    "advises on an unknown value and still refuses another": {
      plan: change(deployment, env, [
        { name: "TOKEN", value: UNKNOWN },
        { name: "DB_PASSWORD", value: "hunter2" },
      ]),
      unknown: `${env}[0].value`,
      says: ["of DB_PASSWORD"],
    },
  },
};
