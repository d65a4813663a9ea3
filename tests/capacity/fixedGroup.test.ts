import { expect } from "chai";
import { readCatalogue } from "../../capacity/catalogue/read.ts";
import { nodesNeeded } from "../../capacity/fixedGroup.ts";
import { parseManifests } from "../../capacity/model/yaml.ts";
import { readPods } from "../../capacity/pods/read.ts";
import { deployment } from "./support.ts";

const needed = (...pods: string[]) => {
  const { workloads, daemons } = readPods(parseManifests(pods.join("---\n"), "pods.yaml"), "pods.yaml");
  return nodesNeeded("t3.medium", readCatalogue(), workloads, daemons);
};

describe("the nodes of the fixed group that pods would fill", () => {
  it("hold pods up to what each has for them", () => {
    // A t3.medium has 1.93 CPU for pods.
    expect(needed(deployment("app", 6, "{ cpu: 600m }"))).to.deep.equal({ nodes: 2, tooLarge: 0 });
    expect(needed(deployment("app", 7, "{ cpu: 600m }"))).to.deep.equal({ nodes: 3, tooLarge: 0 });
  });

  it("take small pods beside large ones", () => {
    expect(needed(deployment("small", 2, "{ cpu: 400m }"), deployment("large", 2, "{ cpu: 1500m }"))).to.deep.equal({
      nodes: 2,
      tooLarge: 0,
    });
  });

  it("leave out pods that are too large for any of them", () => {
    expect(needed(deployment("large", 3, "{ cpu: 2 }"), deployment("small", 1, "{ cpu: 1 }"))).to.deep.equal({
      nodes: 1,
      tooLarge: 3,
    });
  });

  it("have room for daemons first", () => {
    const daemon = deployment("agent", 1, "{ cpu: 800m }").replace("kind: Deployment", "kind: DaemonSet");
    expect(needed(deployment("app", 4, "{ cpu: 600m }"), daemon)).to.deep.equal({ nodes: 4, tooLarge: 0 });
  });

  it("are not guessed for a type the catalogue does not have", () => {
    expect(nodesNeeded("t99.medium", readCatalogue(), [], [])).to.equal(undefined);
  });
});
