import { expect } from "chai";
import { edited, type Path } from "./refusals/refusal.ts";
import { messageOf } from "./support/client.ts";
import { manifestOfProd, PROD } from "./support/prod.ts";
import { resources } from "./support/shared.ts";
import { surround } from "./support/surroundings.ts";

/** What is left out of a manifest, if it is there; the field to look at; and what it becomes. */
type Default = readonly [leftOut: Path | undefined, field: string, becomes: unknown];

/** What a server fills in where a manifest says nothing, by kind. */
const DEFAULTS: Readonly<Record<string, readonly Default[]>> = {
  NodePool: [
    ["spec.disruption.budgets", "spec.disruption.budgets", [{ nodes: "10%" }]],
    ["spec.disruption.consolidationPolicy", "spec.disruption.consolidationPolicy", "WhenEmptyOrUnderutilized"],
    ["spec.disruption", "spec.disruption.consolidateAfter", "0s"],
    ["spec.template.spec.expireAfter", "spec.template.spec.expireAfter", "720h"],
  ],
  EC2NodeClass: [
    ["spec.metadataOptions", "spec.metadataOptions.httpTokens", "required"],
    ["spec.metadataOptions", "spec.metadataOptions.httpPutResponseHopLimit", 1],
    ["spec.metadataOptions", "spec.metadataOptions.httpEndpoint", "enabled"],
  ],
  Service: [
    ["spec.type", "spec.type", "ClusterIP"],
    [undefined, "spec.sessionAffinity", "None"],
    [undefined, "spec.internalTrafficPolicy", "Cluster"],
  ],
  HorizontalPodAutoscaler: [["spec.minReplicas", "spec.minReplicas", 1]],
  NetworkPolicy: [["spec.policyTypes", "spec.policyTypes", ["Ingress", "Egress"]]],
  StorageClass: [["reclaimPolicy", "reclaimPolicy", "Delete"]],
  PriorityClass: [["preemptionPolicy", "preemptionPolicy", "PreemptLowerPriority"]],
};

const all = Object.entries(DEFAULTS).map(([kind, defaults]) => ({
  kind,
  defaults,
  manifest: manifestOfProd(kind, kind === "NetworkPolicy" ? "myapp" : undefined),
}));
const known = await Promise.all(all.map(({ manifest }) => resources.knows(manifest)));

describe("what a manifest of prod leaves out", () => {
  let takeAway = () => Promise.resolve();
  before(async () => {
    takeAway = await surround(resources, PROD);
  });
  after(() => takeAway());

  for (const { kind, defaults, manifest } of all.filter((_, index) => known[index])) {
    for (const [leftOut, field, becomes] of defaults) {
      it(`is filled in: ${field} of a ${kind} is ${JSON.stringify(becomes)}`, async () => {
        const isThere = leftOut !== undefined && valueAt(manifest, leftOut) !== undefined;
        const sent = edited(manifest, isThere ? [[leftOut, undefined]] : []);
        expect(valueAt(sent, field), "sent").to.equal(undefined);
        const answer = await resources.dryRun(sent);
        expect(messageOf(answer)).to.equal("");
        expect(valueAt(answer.body, field)).to.deep.equal(becomes);
      });
    }
  }
});

function valueAt(value: unknown, path: Path): unknown {
  const keys = typeof path === "string" ? path.split(".") : path;
  return keys.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], value);
}
