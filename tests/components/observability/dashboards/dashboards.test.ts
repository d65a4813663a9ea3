import { expect } from "chai";
import { dashboard, dashboardFile, DASHBOARDS } from "../../../../components/observability/dashboards/index.ts";
import { knownSeries, queryProblems } from "../promql.ts";
import { groups } from "../support.ts";

interface Reference {
  readonly type: string;
  readonly uid: string;
}
interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat?: string;
  readonly datasource: Reference;
  readonly instant?: boolean;
  readonly format?: string;
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource: Reference;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly Target[];
}
interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: string | { readonly query: string };
  readonly datasource?: Reference;
  readonly current: { readonly value: string };
  readonly allValue?: string;
}
interface Model {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly editable: boolean;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
}

/** Each dashboard as Grafana reads it: what the file says, not what the builders hold. */
const MODELS = DASHBOARDS.map((name) => ({ name, model: JSON.parse(dashboardFile(name).text) as Model }));
const panelsOf = (model: Model) => model.panels.filter(({ type }) => type !== "row");
const variablesOf = (model: Model) => model.templating.list.filter(({ type }) => type === "query");
const choicesOf = (model: Model) => variablesOf(model).map(({ name }) => name);

/** Every query of every panel, with where it stands. */
const QUERIES = MODELS.flatMap(({ name, model }) =>
  panelsOf(model).flatMap((panel) =>
    panel.targets.map((target) => ({
      where: `${name}: ${panel.title}, ${target.refId}`,
      target,
      panel,
      expr: asAsked(target.expr, choicesOf(model)),
    })),
  ),
);

/** What exporters and the platform's own rules have. */
const KNOWN = knownSeries(groups().flatMap(({ recordings }) => recordings));

/** What Grafana puts in place of its own variables before it asks. */
function asAsked(expr: string, variables: readonly string[]): string {
  return variables.reduce((text, name) => text.replaceAll(`$${name}`, ".+"), expr).replaceAll("$__rate_interval", "5m");
}

/** Labels that an expression makes itself, from others. */
function madeBy(expr: string): string[] {
  return [...expr.matchAll(/, "(\w+)", "\$1", "\w+", "\(\.\*\)"\)/g)].map(([, label]) => label ?? "");
}

/** Labels that an expression groups by, at any depth. */
function groupings(expr: string): string[] {
  return [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels]) => (labels ?? "").split(", "));
}

describe("dashboards", () => {
  it("are four, each with figures and graphs enough to be one", () => {
    expect(DASHBOARDS).to.deep.equal(["platform", "karpenter", "delivery", "backups"]);
    for (const { model } of MODELS) {
      expect(panelsOf(model).length, model.title).to.be.at.least(8);
      for (const panel of panelsOf(model)) expect(panel.targets, panel.title).not.to.have.length(0);
    }
    expect(QUERIES.length).to.be.above(60);
  });

  it("ask only what is PromQL, for metrics and labels that the pinned exporters have or the rules record", () => {
    for (const { where, expr } of QUERIES) {
      const made = madeBy(expr);
      const problems = queryProblems(expr, KNOWN).filter(
        (problem) => !made.some((label) => problem.startsWith(`groups by ${label},`)),
      );
      expect(problems, where).to.deep.equal([]);
    }
  });

  it("take the labels they make from labels that are there", () => {
    const sources = QUERIES.flatMap(({ expr }) =>
      [...expr.matchAll(/"\$1", "(\w+)", "\(\.\*\)"/g)].map(([, from]) => from),
    );
    expect(sources).not.to.have.length(0);
    for (const source of sources) expect(KNOWN.series.get("kube_node_labels")?.labels).to.include(source);
  });

  it("name series by labels that their expression groups by", () => {
    let named = 0;
    for (const { where, target, expr } of QUERIES) {
      for (const [, label] of (target.legendFormat ?? "").matchAll(/\{\{(\w+)\}\}/g)) {
        named += 1;
        expect(groupings(expr), where).to.include(label);
      }
    }
    expect(named).to.be.above(30);
  });

  it("give each series of a panel a name of its own, and each panel's queries letters from A on", () => {
    for (const { name, model } of MODELS) {
      for (const panel of panelsOf(model)) {
        const letters = panel.targets.map(({ refId }) => refId);
        expect(letters, `${name}: ${panel.title}`).to.deep.equal(["A", "B", "C", "D"].slice(0, letters.length));
        const legends = panel.targets.map(({ legendFormat }) => legendFormat);
        expect(new Set(legends).size, `${name}: ${panel.title}`).to.equal(legends.length);
      }
    }
  });

  it("have no two panels of one name or id, and say of each what it shows", () => {
    for (const { name, model } of MODELS) {
      const titles = model.panels.map(({ title }) => title);
      expect([...new Set(titles)], name).to.deep.equal(titles);
      const ids = model.panels.map(({ id }) => id);
      expect(ids, name).to.deep.equal(ids.map((_, index) => index + 1));
      for (const panel of panelsOf(model)) expect(panel.description ?? "", panel.title).to.match(/^[A-Z0-9].{8,}\.$/);
    }
  });

  it("have uids and titles of their own, and a tag by which each links to the others", () => {
    expect(new Set(MODELS.map(({ model }) => model.uid)).size).to.equal(4);
    expect(new Set(MODELS.map(({ model }) => model.title)).size).to.equal(4);
    for (const { model } of MODELS) {
      expect(model.uid).to.match(/^[a-z-]{8,40}$/);
      expect(model.tags).to.deep.equal(["eks-platform"]);
      // Changed in Grafana, it would be changed back at the next start.
      expect(model.editable, model.title).to.equal(false);
    }
  });

  it("resolve every reference to a data source by a variable that is Prometheus' at first", () => {
    for (const { name, model } of MODELS) {
      const [source, ...others] = model.templating.list.filter(({ type }) => type === "datasource");
      expect(others).to.deep.equal([]);
      expect(source).to.deep.include({ name: "datasource", query: "prometheus" });
      expect(source?.current.value).to.equal("prometheus");
      const references = [
        ...panelsOf(model).flatMap((panel) => [panel.datasource, ...panel.targets.map(({ datasource }) => datasource)]),
        ...variablesOf(model).map(({ datasource }) => datasource),
      ];
      expect(references.length, name).to.be.above(20);
      for (const reference of references) {
        expect(reference, name).to.deep.equal({ type: "prometheus", uid: "${datasource}" });
      }
    }
  });

  it("use every variable they offer and offer every variable they use", () => {
    for (const { name, model } of MODELS) {
      const used = new Set(
        panelsOf(model).flatMap(({ targets }) =>
          targets.flatMap(({ expr }) => [...expr.matchAll(/\$([a-z]\w*)/g)].map(([, variable]) => variable ?? "")),
        ),
      );
      expect([...used].sort(), name).to.deep.equal([...choicesOf(model)].sort());
    }
  });

  it("list the values of a variable by a label that its metric has, all of them at first", () => {
    const variables = MODELS.flatMap(({ model }) => variablesOf(model));
    expect(variables.map(({ name }) => name)).to.deep.equal(["nodepool", "namespace", "schedule"]);
    for (const { query, current, allValue } of variables) {
      const text = typeof query === "string" ? query : query.query;
      const [, metric = "", label = ""] = /^label_values\((\w+), (\w+)\)$/.exec(text) ?? [];
      expect(KNOWN.series.get(metric)?.labels, text).to.include(label);
      expect(current.value).to.equal("$__all");
      expect(allValue).to.match(/^\.[*+]$/);
    }
  });

  it("put panels side by side within the grid, none over another", () => {
    for (const { name, model } of MODELS) {
      for (const [index, { title, gridPos: one }] of model.panels.entries()) {
        expect(one.x + one.w, `${name}: ${title}`).to.be.at.most(24);
        for (const { title: next, gridPos: other } of model.panels.slice(index + 1)) {
          const apart =
            one.x + one.w <= other.x ||
            other.x + other.w <= one.x ||
            one.y + one.h <= other.y ||
            other.y + other.h <= one.y;
          expect(apart, `${name}: ${title} and ${next}`).to.equal(true);
        }
      }
    }
  });

  it("ask once where they show one value, and over time where they show a graph", () => {
    for (const { where, target, panel } of QUERIES) {
      expect(target.instant, where).to.equal(panel.type !== "timeseries");
      expect(target.format === "table", where).to.equal(panel.type === "table");
    }
  });

  it("are the same to the letter each time they are built", () => {
    for (const name of DASHBOARDS) {
      expect(JSON.stringify(dashboard(name))).to.equal(JSON.stringify(dashboard(name)));
      expect(dashboardFile(name)).to.deep.equal(dashboardFile(name));
    }
  });
});
