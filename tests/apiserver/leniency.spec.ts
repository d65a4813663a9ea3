// What a server lets pass that the other tests here rely on hearing of.
import { expect } from "chai";
import { edited } from "./refusals/refusal.ts";
import { messageOf } from "./support/client.ts";
import { differences } from "./support/differences.ts";
import { manifestOfProd } from "./support/prod.ts";
import { resources } from "./support/shared.ts";
import { namespace } from "./support/surroundings.ts";

const NAMESPACED = { apiVersion: "v1", metadata: { name: "warned", namespace: "warned" } };
const WARNED = namespace("warned", { "pod-security.kubernetes.io/warn": "restricted" });

const slip = edited(manifestOfProd("NodePool"), [["spec.waight", 10]]);
// Kubernetes' own kinds are judged by other code; this is about definitions, where there are some.
const describeDefined = (await resources.knows(slip)) ? describe : () => undefined;

describeDefined("a field a custom resource's definition does not know", () => {
  it("is dropped in silence where nobody asks for strictness, which shows as a difference", async () => {
    const answer = await resources.dryRunCreate(slip, "Ignore");
    expect(messageOf(answer)).to.equal("");
    expect(answer.warnings).to.be.empty;
    expect(differences(slip, answer.body)).to.deep.equal([{ path: "spec.waight", sent: 10, returned: undefined }]);
  });
  it("is warned of where that is asked for", async () => {
    const answer = await resources.dryRunCreate(slip, "Warn");
    expect(answer.warnings).to.deep.equal(['unknown field "spec.waight"']);
  });
  it("is refused where strictness is asked for", async () => {
    const answer = await resources.dryRunCreate(slip, "Strict");
    expect(messageOf(answer)).to.include('unknown field "spec.waight"');
  });
});

describe("a field that is there twice", () => {
  it("is refused", async () => {
    const manifest = { ...NAMESPACED, kind: "ConfigMap", data: { a: "b" } };
    const text = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: warned }\ndata: { a: b }\ndata: { a: c }\n";
    const answer = await resources.dryRun(manifest, text);
    expect(messageOf(answer)).to.match(/key "data" already set|duplicate field "data"/);
  });
});

describe("a workload whose pods would not be admitted", () => {
  before(() => resources.keep(WARNED));

  it("is accepted with a warning in a namespace that warns", async () => {
    const labels = { app: "warned" };
    const template = { metadata: { labels }, spec: { containers: [{ name: "a", image: "a:1" }] } };
    const answer = await resources.dryRun({
      ...NAMESPACED,
      apiVersion: "apps/v1",
      kind: "Deployment",
      spec: { selector: { matchLabels: labels }, template },
    });
    expect(messageOf(answer)).to.equal("");
    expect(answer.warnings.join("\n")).to.include('would violate PodSecurity "restricted:latest"');
  });
});
