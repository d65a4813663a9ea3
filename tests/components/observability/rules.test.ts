import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { INHIBITIONS } from "../../../components/observability/alertmanagerConfig.ts";
import { counter } from "../../../components/observability/metrics/types.ts";
import { prometheusRuleSpec } from "../../../components/observability/rules/prometheusRule.ts";
import type { RuleContext } from "../../../components/observability/rules/types.ts";
import { WATCHED_PLATFORM } from "../../../scripts/rules/platform.ts";
import { itByDefinitions } from "../../support/crds/definitions.ts";
import { knownSeries, queryProblems } from "./promql.ts";
import { groups } from "./support.ts";

const RUNBOOKS = join(import.meta.dirname, "../../../docs/runbooks");
const alerts = groups().flatMap((group) => group.alerts);
const recordings = groups().flatMap((group) => group.recordings);
const known = knownSeries(recordings, { http_requests_total: counter("status") });

const page = (runbook: string) => readFileSync(join(RUNBOOKS, `${runbook}.md`), "utf8");

describe("the rules", () => {
  it("are about every subject of a platform that has them all", () => {
    expect(groups().map(({ subject }) => subject)).to.have.members([
      "cluster",
      "monitoring",
      "karpenter",
      "scaling",
      "rollouts",
      "velero",
      "applications",
    ]);
    for (const { subject, alerts: own } of groups()) expect(own, subject).to.have.length.greaterThan(0);
  });

  it("are about nothing that a platform does not have", () => {
    const bare = groups({ karpenter: false, rollouts: false, backups: undefined, applications: [] });
    expect(bare.map(({ subject }) => subject)).to.have.members(["cluster", "monitoring"]);
    const asked = bare
      .flatMap(({ alerts: own, recordings: kept }) => [...own, ...kept])
      .map(({ expr }) => expr)
      .join();
    expect(asked).not.to.match(/karpenter|rollout|velero|http_requests/);
    const { karpenter, rollouts, backups, applications } = WATCHED_PLATFORM.watched;
    const more = (only: Partial<RuleContext>) =>
      groups({ karpenter: false, rollouts: false, backups: undefined, applications: [], ...only })
        .map(({ subject }) => subject)
        .slice(bare.length);
    expect(more({ karpenter })).to.deep.equal(["karpenter", "scaling"]);
    expect(more({ rollouts })).to.deep.equal(["rollouts"]);
    expect(more({ backups })).to.deep.equal(["velero"]);
    expect(more({ applications })).to.deep.equal(["applications"]);
  });

  it("ask in good PromQL for metrics and labels that the pinned exporters have", () => {
    const found = [...alerts, ...recordings].flatMap(({ expr }) =>
      queryProblems(expr, known).map((problem) => `${expr}: ${problem}`),
    );
    expect(found).to.deep.equal([]);
    expect(alerts).to.have.length.greaterThan(25);
  });

  it("use labels in a summary that the alert's series has", () => {
    for (const { alert, expr, summary } of alerts) {
      for (const [, label = ""] of summary.matchAll(/\$labels\.(\w+)/g)) {
        const kept = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => (list ?? "").split(/, */));
        const recorded = recordings
          .filter(({ record }) => expr.includes(record))
          .flatMap((rule) => [
            ...Object.keys(rule.labels ?? {}),
            ...[...rule.expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => (list ?? "").split(/, */)),
          ]);
        expect([...kept, ...recorded], `${alert}: ${label}`).to.include(label);
      }
    }
  });

  it("give each alert a name of its own, a severity, a time and a sentence", () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).to.equal(alerts.length);
    for (const { alert, severity, summary, ...rule } of alerts) {
      expect(alert).to.match(/^[A-Z][A-Za-z]+$/);
      expect(severity).to.be.oneOf(["critical", "warning"]);
      expect(rule.for, alert).to.match(/^[1-9]\d*[mh]$/);
      expect(summary, alert).to.match(/^[A-Z{].{20,}\.$/);
    }
  });

  it("name recorded series by level, metric and operation, each with one set of labels", () => {
    const identities = recordings.map(({ record, labels }) => record + JSON.stringify(labels ?? {}));
    expect(new Set(identities).size).to.equal(identities.length);
    for (const { record } of recordings) expect(record).to.match(/^[a-z]+:\w+(:\w+)?$/);
  });

  it("have their numbers from the stack's configuration", () => {
    const given = {
      objectives: { availability: 0.99, scaling: { share: 0.9, seconds: 30, toleranceSeconds: 5 } },
      thresholds: {
        podWaitSeconds: 120,
        poolLimitShare: 0.5,
        nodeReplacementsPerHour: 33,
        spotInterruptions: 44,
        rolloutPauseMinutes: 77,
        backupAgeHours: 50,
        restoreDrillDays: 10,
        apiErrorShare: 0.02,
        apiLatencySeconds: 2.5,
        restarts: 9,
        volumeFreeShare: 0.3,
        certificateDays: 3,
      },
    };
    const found = groups({}, given).flatMap((group) => group.alerts);
    const expr = (alert: string) => found.find((one) => one.alert === alert)!.expr;
    expect(expr("PodsWaitingForNodes")).to.match(/> 120\)$/);
    expect(expr("NodePoolNearLimit")).to.match(/> 0\.5$/);
    expect(expr("NodeReplacementHigh")).to.match(/> 33$/);
    expect(expr("SpotInterruptionStorm")).to.match(/> 44$/);
    expect(expr("VeleroNoRecentBackup")).to.include("> 180000)").and.to.include("> 608400)");
    expect(expr("RestoreDrillOverdue")).to.match(/> 864000$/);
    expect(expr("ApiServerErrors")).to.match(/> 0\.02$/);
    expect(expr("ApiServerSlow")).to.match(/> 2\.5$/);
    expect(expr("ContainerRestarting")).to.match(/> 9$/);
    expect(expr("VolumeFilling")).to.include("< 0.3 and");
    expect(expr("KubeletCertificateExpiring")).to.match(/< 259200$/);
    expect(expr("ScalingLatencyObjectiveMissed")).to.match(/> 35$/);
    expect(expr("ErrorBudgetBurningFast")).to.include("ratio_rate1h > 0.144 and");
    expect(expr("ErrorBudgetBurningSlowly")).to.include("ratio_rate30m > 0.06");
    expect(found.find(({ alert }) => alert === "RolloutPausedTooLong")).to.include({ for: "77m" });
    const quantile = groups({}, given)
      .flatMap((group) => group.recordings)
      .find(({ record }) => record.endsWith("objective_quantile"));
    expect(quantile?.expr).to.match(/^histogram_quantile\(0\.9, /);
  });

  it("watch no schedule where backups have none", () => {
    const velero = groups({ backups: [] }).find(({ subject }) => subject === "velero");
    expect(velero?.alerts.map(({ alert }) => alert))
      .to.include("VeleroLocationUnavailable")
      .and.not.to.include("VeleroNoRecentBackup");
  });

  it("silence an alert only by another that there is", () => {
    const names = alerts.map(({ alert }) => alert);
    for (const { by, of } of INHIBITIONS) expect(names).to.include(by).and.to.include(of);
  });

  it("make PrometheusRules with recorded series before the alerts on them", () => {
    const [group] = groups();
    const spec = prometheusRuleSpec(group!, "https://runbooks.example.com");
    expect(spec.groups?.[0]?.rules?.map((rule) => (rule.record === undefined ? "alert" : "record")).join(" ")).to.match(
      /^(record )+(alert ?)+$/,
    );
    const alert = spec.groups?.[0]?.rules?.find((rule) => rule.alert === "NodeNotReady");
    expect(alert).to.deep.include({ for: "10m", labels: { severity: "critical" } });
    expect(alert?.annotations?.runbook_url).to.equal("https://runbooks.example.com/node-not-ready.md");
  });

  itByDefinitions("meet the definition of their kind", (check) => {
    for (const group of groups()) {
      const manifest = {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: group.subject },
        spec: prometheusRuleSpec(group, "docs/runbooks"),
      };
      expect(check(manifest), group.subject).to.deep.equal([]);
    }
  });
});

describe("the runbooks", () => {
  it("are there for every alert, and name it", () => {
    for (const { alert, runbook } of alerts) {
      expect(existsSync(join(RUNBOOKS, `${runbook}.md`)), runbook).to.equal(true);
      expect(/^Alerts?: (.*)$/m.exec(page(runbook))?.[1], runbook).to.include(`\`${alert}\``);
    }
  });

  const pages = [...new Set(alerts.map(({ runbook }) => runbook))];

  it("name no alert that there is not", () => {
    for (const runbook of pages) {
      const named = [...(/^Alerts?: (.*)$/m.exec(page(runbook))?.[1] ?? "").matchAll(/`(\w+)`/g)].map(
        ([, name]) => name,
      );
      expect(named, runbook).to.have.members(alerts.filter((one) => one.runbook === runbook).map(({ alert }) => alert));
    }
  });

  it("say what it means, how to see it, what to do now and how to prevent it", () => {
    const PARTS = ["What it means", "How to see it", "What to do now", "How to prevent it"];
    for (const runbook of pages) {
      const sections = page(runbook).split(/^## /m).slice(1);
      expect(
        sections.map((section) => section.split("\n")[0]),
        runbook,
      ).to.deep.equal(PARTS);
      for (const section of sections) expect(section.length, `${runbook}: ${section}`).to.be.greaterThan(60);
      expect(sections[1], runbook).to.match(/```(sh|promql)\n/);
    }
  });

  it("ask for metrics and labels that the pinned exporters have", () => {
    const queries = pages.flatMap((runbook) =>
      [...page(runbook).matchAll(/```promql\n([\s\S]*?)```/g)]
        .flatMap(([, block]) => (block ?? "").trim().split("\n"))
        .map((expr) => ({ runbook, expr })),
    );
    expect(queries).to.have.length.greaterThan(30);
    for (const { runbook, expr } of queries) {
      // What is the application's own stands in angle brackets.
      const asked = expr.replace("<requestsMetric>", "http_requests_total").replaceAll("<statusLabel>", "status");
      expect(queryProblems(asked, known), `${runbook}: ${expr}`).to.deep.equal([]);
    }
  });

  it("name thresholds and objectives that a stack can set", () => {
    const settings = ["thresholds", "objectives"].flatMap((section) =>
      pages.flatMap((runbook) =>
        [...page(runbook).matchAll(new RegExp(`\`${section}\\.(\\w+)\``, "g"))].map(
          ([, name]) => `${section}.${name ?? ""}`,
        ),
      ),
    );
    expect(settings).to.have.length.greaterThan(10);
    const source = readFileSync(join(import.meta.dirname, "../../../components/observability/configFields.ts"), "utf8");
    for (const setting of settings)
      expect(source, setting).to.match(new RegExp(`^ +${setting.split(".")[1] ?? ""}: `, "m"));
  });

  it("lead to pages that are there", () => {
    const links = pages.flatMap((runbook) =>
      [...page(runbook).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? ""),
    );
    expect(links).to.have.length.greaterThan(10);
    for (const link of links) expect(existsSync(join(RUNBOOKS, link)), link).to.equal(true);
  });
});
