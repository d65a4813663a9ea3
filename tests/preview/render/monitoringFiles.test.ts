import { expect } from "chai";
import { parse } from "yaml";
import { renderFiles } from "../../../preview/render/files.ts";
import { planOf, resource } from "../../support/plans.ts";

const RULE = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const GROUPS = [
  {
    name: "shop",
    rules: [
      { record: "shop:requests:rate5m", expr: "sum(rate(requests_total[5m]))" },
      { alert: "Slow", expr: "shop:requests:rate5m < 1", for: "5m", labels: { severity: "warning" } },
    ],
  },
];

function files(...resources: Parameters<typeof planOf>[0]): Map<string, string> {
  return new Map(renderFiles(planOf(resources)).map(({ path, content }) => [path, content]));
}

describe("the rendered rules and dashboards", () => {
  const rule = (spec: object, name = "shop", namespace = "monitoring") =>
    resource(RULE, `rules-${namespace}`, { inputs: { metadata: { name, namespace }, spec: spec as never } });

  it("are a rule file beside the manifest, with the groups and nothing of Kubernetes, in their order", () => {
    const found = files(rule({ groups: GROUPS }));
    expect([...found.keys()]).to.deep.equal([
      "kubernetes/monitoring/prometheusrule-shop.yaml",
      "rules/shop.rules.yaml",
    ]);
    expect(parse(found.get("rules/shop.rules.yaml") ?? "")).to.deep.equal({ groups: GROUPS });
  });

  it("leave out what Prometheus itself refuses", () => {
    const found = files(rule({ groups: GROUPS.map((group) => ({ ...group, partial_response_strategy: "warn" })) }));
    expect(parse(found.get("rules/shop.rules.yaml") ?? "")).to.deep.equal({ groups: GROUPS });
  });

  it("get rules of one name in two namespaces apart", () => {
    const found = files(rule({ groups: GROUPS }), rule({ groups: GROUPS }, "shop", "other"));
    expect([...found.keys()].filter((path) => path.startsWith("rules/"))).to.deep.equal([
      "rules/shop.monitoring.rules-monitoring.rules.yaml",
      "rules/shop.other.rules-other.rules.yaml",
    ]);
  });

  const configMap = (labels: object, data: object) =>
    resource(CONFIG_MAP, "board", {
      inputs: { metadata: { name: "board", labels: labels as never }, data: data as never },
    });

  it("are each dashboard of a ConfigMap that Grafana's sidecar takes, to the letter", () => {
    const json = '{\n  "title": "Shop"\n}\n';
    const found = files(configMap({ grafana_dashboard: "1" }, { "shop.json": json, "notes.txt": "no dashboard" }));
    expect([...found.keys()]).to.deep.equal(["dashboards/shop.json", "kubernetes/default/configmap-board.yaml"]);
    expect(found.get("dashboards/shop.json")).to.equal(json);
  });

  it("take no other ConfigMap for a dashboard", () => {
    expect([...files(configMap({}, { "shop.json": "{}" })).keys()]).to.deep.equal([
      "kubernetes/default/configmap-board.yaml",
    ]);
  });
});
