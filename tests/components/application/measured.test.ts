import { expect } from "chai";
import { applicationsSchema } from "../../../components/application/config.ts";
import { measuredApplications } from "../../../components/application/measured.ts";

const measured = (application: object) =>
  measuredApplications(
    applicationsSchema("prod").parse([{ name: "web", image: "example.com/web:1.0.0", ...application }]),
  );

describe("the applications whose answers are measured", () => {
  it("are answered by both versions of a canary", () => {
    expect(measured({ strategy: { kind: "canary" } })).to.deep.equal([
      {
        name: "web",
        namespace: "web",
        requestsMetric: "web_http_requests_total",
        statusLabel: "status_code",
        serviceLabel: "service",
        services: ["web-stable", "web-canary"],
      },
    ]);
  });
  it("are answered by the active version of a blue-green release", () => {
    expect(measured({ strategy: { kind: "blue-green" } })[0]?.services).to.deep.equal(["web"]);
  });
  it("are answered by their one Service when updates are rolling", () => {
    expect(measured({ strategy: { kind: "rolling" } })[0]?.services).to.deep.equal(["web"]);
  });
  it("leave out those without metrics", () => {
    expect(measured({ strategy: { kind: "rolling" }, metrics: { enabled: false } })).to.deep.equal([]);
  });
});
