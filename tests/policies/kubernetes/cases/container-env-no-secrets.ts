import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { Refusal, RuleCases } from "../support/cases.ts";
import { deployment, podPatch } from "../support/fixtures.ts";

const env = "spec.template.spec.containers[0].env";

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
