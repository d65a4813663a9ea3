import { expect } from "chai";
import { parseConfig } from "../../../components/config.ts";
import { change, good, PREVIEW, refusal } from "./support.ts";

describe("the namespaces a stack may back up", () => {
  const scheduled = (namespaces: string[], changes: Readonly<Record<string, unknown>> = {}) =>
    Object.entries(changes).reduce(
      (input, [path, value]) => change(input, path, value),
      change(good(), "platform/velero/schedules", {
        daily: { schedule: "0 2 * * *", ttl: "720h", recoveryClass: "stateless", namespaces },
      }),
    );
  const allowed = (changes: Readonly<Record<string, unknown>>): string[] => {
    const [, names = ""] = /allowed are (.*), and what velero/.exec(refusal(scheduled(["nowhere"], changes))) ?? [];
    return names.split(", ");
  };

  it("are those its sections make, as far as they are on", () => {
    expect(allowed({})).to.have.members(["kube-system", "velero", "argo-rollouts", "monitoring"]);
    const off = { "platform/rollouts": { enabled: false }, "platform/observability": { enabled: false } };
    expect(allowed(off)).to.have.members(["kube-system", "velero"]);
    expect(allowed({ ...off, "platform/tracing": { enabled: true } })).to.have.members([
      "kube-system",
      "velero",
      "tracing",
      "cert-manager",
    ]);
    expect(allowed({ ...off, "platform/certManager": { enabled: true } })).to.include("cert-manager");
  });

  it("are taken as they are named", () => {
    const { config } = parseConfig(scheduled(["argo-rollouts", "monitoring"]), PREVIEW);
    expect(config.velero.schedules.daily).to.deep.include({ namespaces: ["argo-rollouts", "monitoring"] });
  });
});
