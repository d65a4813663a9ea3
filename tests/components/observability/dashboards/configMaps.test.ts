import { expect } from "chai";
import { type DashboardName, makeDashboards } from "../../../../components/observability/dashboards/index.ts";
import * as pulumi from "@pulumi/pulumi";
import { all, planOf } from "../../../support/harness.ts";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
/** Characters etcd takes in one object, which is what limits a ConfigMap. Source: Kubernetes documentation, "ConfigMaps". */
const CONFIG_MAP_MAX = 1024 * 1024;

class Owner extends pulumi.ComponentResource {
  constructor(dashboards: readonly DashboardName[]) {
    super("eks-platform:test:Owner", "observability");
    makeDashboards({ name: "observability", parent: this, namespace: "monitoring", dashboards });
  }
}

describe("ConfigMaps of dashboards", () => {
  it("carry the label Grafana's sidecar looks for, in the namespace given, as children of the component", async () => {
    const plan = await planOf(() => new Owner(["platform", "karpenter"]));
    const maps = all(plan, CONFIG_MAP);
    expect(maps.map(({ name }) => name)).to.deep.equal([
      "observability-dashboard-platform",
      "observability-dashboard-karpenter",
    ]);
    for (const map of maps) {
      expect(map.parent).to.match(/eks-platform:test:Owner::observability$/);
      expect(map.inputs.metadata).to.deep.include({ namespace: "monitoring", labels: { grafana_dashboard: "1" } });
    }
  });

  it("hold one file each that is a dashboard and fits", async () => {
    const maps = all(await planOf(() => new Owner(["delivery", "backups"])), CONFIG_MAP);
    const files = maps.flatMap(({ inputs }) => Object.entries(inputs.data as Record<string, string>));
    expect(files.map(([path]) => path)).to.deep.equal(["eks-platform-delivery.json", "eks-platform-backups.json"]);
    for (const [path, text] of files) {
      expect(JSON.parse(text), path).to.include({ editable: false });
      expect(text.length, path).to.be.below(CONFIG_MAP_MAX / 2);
    }
  });

  it("are made of what was asked for alone", async () => {
    const plan = await planOf(() => new Owner(["platform"]));
    expect(all(plan, CONFIG_MAP)).to.have.length(1);
  });
});
