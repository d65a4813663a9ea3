import { expect } from "chai";
import { application, INGRESS, problems } from "./support.ts";

describe("a list of applications is refused for", () => {
  it("two applications of one name", () => {
    expect(problems([application(), application()])).to.deep.equal([
      "1.name: is the name of another application; allowed is each name once",
    ]);
  });

  it("an ingress host used twice, in one ingress or in two", () => {
    const other = application({ name: "other", ingress: INGRESS });
    expect(problems([application({ ingress: INGRESS }), other])).to.deep.equal([
      "1.ingress.hosts.0: is a host of another ingress; allowed is each host once",
    ]);
    const twice = { ...INGRESS, hosts: ["a.example.com", "a.example.com"] };
    expect(problems([application({ ingress: twice })]).join()).to.match(/^0\.ingress\.hosts\.1/);
  });

  it("an application called like another's Service", () => {
    expect(problems([application(), application({ name: "shop-canary" })]).join()).to.match(
      /^1\.name: is the name of a Service of shop/,
    );
  });

  it("every mistake at once, although other fields are no maps at all", () => {
    const found = problems([
      application({ image: "x", resources: 3 }),
      7,
      application({ strategy: "canary", ingress: [] }),
      application({ containerPort: 1 }),
    ]);
    const paths = found.map((text) => text.slice(0, text.indexOf(": ")));
    expect(paths).to.include.members([
      "0.image",
      "0.resources",
      "1",
      "2.strategy",
      "2.ingress",
      "2.name",
      "3.name",
      "3.containerPort",
    ]);
  });
});
