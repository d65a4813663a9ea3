import { expect } from "chai";
import { observabilityAdvice, observabilityOn } from "../../../components/observability/config.ts";
import { TIERS } from "../../../components/shared/tiers.ts";
import { observability } from "./support.ts";

const SLACK = { kind: "slack", name: "team", secret: "alertmanager-slack", channel: "#platform-alerts" };

describe("the observability section", () => {
  it("is on in prod and off elsewhere, unless the stack says otherwise", () => {
    expect(TIERS.map((tier) => observability({}, tier).enabled)).to.deep.equal([false, false, true, false]);
    expect(observability({ enabled: true }, "dev").enabled).to.equal(true);
    expect(observability({ enabled: false }).enabled).to.equal(false);
  });

  it("says of a section that nobody has checked whether it is on", () => {
    expect(TIERS.map((tier) => observabilityOn(tier, undefined))).to.deep.equal([false, false, true, false]);
    expect(observabilityOn("dev", { enabled: true })).to.equal(true);
    expect(observabilityOn("prod", { enabled: false })).to.equal(false);
    expect(observabilityOn("prod", { enabled: "no" })).to.equal(true);
  });

  it("keeps measurements twice and for two weeks in prod, and for some days elsewhere", () => {
    expect(observability().prometheus).to.deep.equal({
      replicas: 2,
      retentionDays: 15,
      retentionGiB: 80,
      volumeGiB: 100,
      memoryMiB: 4096,
    });
    expect(observability({}, "dev").prometheus).to.deep.equal({
      replicas: 1,
      retentionDays: 5,
      retentionGiB: 16,
      volumeGiB: 20,
      memoryMiB: 1024,
    });
    expect(observability({ prometheus: { volumeGiB: 500 } }).prometheus.retentionGiB).to.equal(400);
    expect(observability({ prometheus: { replicas: 1 } }, "dev").prometheus.replicas).to.equal(1);
  });

  it("sends alerts to nobody, opens nothing of the hosts and leads to runbooks in the repository, unless told otherwise", () => {
    expect(observability().alertmanager).to.deep.equal({
      replicas: 2,
      volumeGiB: 2,
      receivers: [],
      announce: ["critical"],
    });
    expect(observability({}, "staging").alertmanager.replicas).to.equal(1);
    expect(observability()).to.include({ grafana: true, nodeExporter: false, runbookBaseUrl: "docs/runbooks" });
    for (const runbookBaseUrl of ["https://example.com/runbooks", "https://example.com", "runbooks"]) {
      expect(observability({ alerts: { runbookBaseUrl } })).to.include({ runbookBaseUrl });
    }
  });

  it("advises to have somebody hear of alerts, and to make their runbooks links", () => {
    const alerts = { runbookBaseUrl: "https://example.com/runbooks" };
    const nobody = /^observability\.alerts\.receivers is empty: /;
    expect(observabilityAdvice(observability({ alerts }), true)).to.deep.equal([]);
    expect(observabilityAdvice(observability({ alerts: { ...alerts, receivers: [SLACK] } }), false)).to.deep.equal([]);
    expect(observabilityAdvice(observability({ alerts }), false)[0]).to.match(nobody);
    expect(observabilityAdvice(observability({ alerts: { ...alerts, announce: [] } }), true)[0]).to.match(nobody);
    expect(observabilityAdvice(observability(), true)).to.deep.equal([
      "observability.alerts.runbookBaseUrl is no URL: alerts and alarms name their runbooks by path (docs/runbooks/...), which nobody can click on.",
    ]);
    expect(observabilityAdvice(observability({ enabled: false }), true)).to.have.length(1);
    expect(observabilityAdvice(observability({ enabled: false }), false)).to.deep.equal([]);
  });

  it("promises what the platform is made for", () => {
    expect(observability().objectives).to.deep.equal({
      availability: 0.999,
      scaling: { share: 0.95, seconds: 45, toleranceSeconds: 15 },
    });
    expect(observability().thresholds).to.deep.equal({
      podWaitSeconds: 300,
      poolLimitShare: 0.8,
      nodeReplacementsPerHour: 10,
      spotInterruptions: 5,
      rolloutPauseMinutes: 60,
      backupAgeHours: 25,
      restoreDrillDays: 30,
      apiErrorShare: 0.01,
      apiLatencySeconds: 1,
      restarts: 5,
      volumeFreeShare: 0.15,
      certificateDays: 7,
    });
  });

  it("tells each receiver of what it asks for, with keys that its kind usually has", () => {
    const receivers = [
      SLACK,
      { kind: "pagerduty", name: "on-call", secret: "pagerduty", severities: ["critical"] },
      { kind: "webhook", name: "desk", secret: "desk", key: "address" },
    ];
    expect(observability({ alerts: { receivers } }).alertmanager.receivers).to.deep.equal([
      { ...SLACK, key: "url", severities: ["critical", "warning"] },
      { kind: "pagerduty", name: "on-call", secret: "pagerduty", key: "routing-key", severities: ["critical"] },
      { kind: "webhook", name: "desk", secret: "desk", key: "address", severities: ["critical", "warning"] },
    ]);
  });
});
