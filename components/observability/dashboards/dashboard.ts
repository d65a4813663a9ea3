// The SDK calls the classic model deprecated in favour of the second one; but the classic one is what Grafana loads from
// files, and so through the sidecar, in every version, and what people can import elsewhere.
/* eslint-disable @typescript-eslint/no-deprecated */
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  type Dashboard as ClassicDashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type Panel,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DATASOURCE, DATASOURCE_VARIABLE } from "./panels.ts";

/** Tag of every dashboard of this platform; each links to the others by it. */
const PLATFORM_TAG = "eks-platform";

/** Uid that kube-prometheus-stack gives its data source. Source: its values, `grafana.sidecar.datasources.uid`. */
export const PROMETHEUS_UID = "prometheus";

/** Grafana's JSON model of a dashboard. */
export type Dashboard = ClassicDashboard;

/** A dashboard, as the files of this directory describe it. */
export interface DashboardSpec {
  /** Stable, so that links survive; 8 to 40 characters. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** How far back it looks at first: `now-6h`. */
  readonly from: string;
  /** What a reader may narrow it to, by name. Expressions match it with `=~`. */
  readonly variables?: Readonly<Record<string, Choice>>;
  readonly rows: readonly Row[];
}

/** A variable whose values are those of a label. */
export interface Choice {
  /** Grafana's query for the values: `label_values(metric, label)`. */
  readonly query: string;
  /** The regular expression that stands for all values: `.+` leaves out what has none. */
  readonly all: ".*" | ".+";
}

/** Panels under one heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Builder<Panel>[];
}

/** Builds a dashboard. The same spec gives the same dashboard, to the letter. */
export function dashboardOf(spec: DashboardSpec): Dashboard {
  const builder = new DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags([PLATFORM_TAG])
    .timezone("browser")
    .time({ from: spec.from, to: "now" })
    .refresh("1m")
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .withVariable(
      new DatasourceVariableBuilder(DATASOURCE_VARIABLE)
        .label("Data source")
        .type("prometheus")
        .current({ text: "Prometheus", value: PROMETHEUS_UID }),
    )
    .link(
      new DashboardLinkBuilder("Platform")
        .type(DashboardLinkType.Dashboards)
        .tags([PLATFORM_TAG])
        .asDropdown(true)
        .keepTime(true),
    );
  for (const [name, choice] of Object.entries(spec.variables ?? {})) builder.withVariable(variable(name, choice));
  for (const row of spec.rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(panel);
  }
  const built = builder.build();
  built.panels?.forEach((panel, index) => {
    panel.id = index + 1;
  });
  return built;
}

function variable(name: string, { query, all }: Choice): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .datasource(DATASOURCE)
    .query({ query, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(all)
    .current({ text: "All", value: "$__all" });
}
