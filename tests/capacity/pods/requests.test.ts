import { expect } from "chai";
import { podRequests, requestingSchema } from "../../../capacity/pods/requests.ts";

const GI = 2 ** 30;
const container = (cpu: string, memory = "0", restartPolicy?: string) => ({
  resources: { requests: { cpu, memory } },
  ...(restartPolicy !== undefined && { restartPolicy }),
});
const requestsOf = (spec: object) => podRequests(requestingSchema.parse(spec));

describe("what a pod requests", () => {
  it("is the sum of its containers, and one of the node's pods", () => {
    expect(requestsOf({ containers: [container("500m", "1Gi"), container("1", "512Mi")] })).to.deep.equal({
      cpu: 1500,
      memory: 1.5 * GI,
      pods: 1,
    });
  });

  it("is the largest init container where that needs more, resource by resource", () => {
    const spec = {
      containers: [container("500m", "2Gi")],
      initContainers: [container("2", "1Gi"), container("1", "1Gi")],
    };
    expect(requestsOf(spec)).to.include({ cpu: 2000, memory: 2 * GI });
  });

  it("counts sidecars beside the containers, and beside the init containers that come after them", () => {
    const sidecar = container("300m", "0", "Always");
    expect(requestsOf({ containers: [container("1")], initContainers: [sidecar] })).to.include({ cpu: 1300 });
    expect(requestsOf({ containers: [container("1")], initContainers: [sidecar, container("2")] })).to.include({
      cpu: 2300,
    });
    expect(requestsOf({ containers: [container("1")], initContainers: [container("2"), sidecar] })).to.include({
      cpu: 2000,
    });
  });

  it("takes a limit for a request where only a limit is given", () => {
    const resources = { requests: { cpu: "1" }, limits: { cpu: "2", "nvidia.com/gpu": "1" } };
    expect(requestsOf({ containers: [{ resources }] })).to.deep.equal({ cpu: 1000, "nvidia.com/gpu": 1, pods: 1 });
  });

  it("is what is requested for the pod as a whole, plus its overhead", () => {
    const spec = {
      containers: [container("500m", "1Gi")],
      resources: { requests: { cpu: "2" } },
      overhead: { cpu: "250m", memory: "1Gi" },
    };
    expect(requestsOf(spec)).to.include({ cpu: 2250, memory: 2 * GI });
  });
});
