import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { type Panel, ThresholdsConfigBuilder, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import {
  LegendDisplayMode,
  LegendPlacement,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as StatPanel } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TablePanel } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as GraphPanel } from "@grafana/grafana-foundation-sdk/timeseries";

/** Name of the variable of each dashboard that says which Prometheus to ask. */
export const DATASOURCE_VARIABLE = "datasource";

/** How panels and variables refer to the data source: by that variable, so that a dashboard works in any Grafana. */
export const DATASOURCE = { type: "prometheus", uid: `\${${DATASOURCE_VARIABLE}}` };

/** Columns of Grafana's grid. */
const GRID_COLUMNS = 24;
const GRAPH_HEIGHT = 8;
const FIGURE_HEIGHT = 4;
const LETTER_A = 65;

/** Units of values, by Grafana's ids. */
export type Unit = "short" | "percentunit" | "percent" | "s" | "bytes" | "ops" | "currencyUSD";

/** One series of a panel, or one for each set of labels that its expression gives. */
export interface Query {
  /** PromQL; `$__rate_interval` and the dashboard's variables may stand in it. */
  readonly expr: string;
  /** Name of each series: text with `{{label}}` in it. */
  readonly legend: string;
}

/** What every kind of panel has. */
export interface PanelSpec {
  /** Unique within its dashboard. */
  readonly title: string;
  /** What it shows, and what to think of it. */
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Columns of 24 it takes. Default: a figure 4, a graph 12, a table 24. */
  readonly span?: number;
}

/** Colours of a figure by its value: green up to `warning`, yellow up to `critical`, red from there on. */
export interface Limits {
  readonly warning: number;
  readonly critical: number;
}

/** Values over time. */
export function graph(spec: PanelSpec & { readonly stacked?: boolean }): Builder<Panel> {
  const panel = new GraphPanel()
    .title(spec.title)
    .description(spec.description)
    .datasource(DATASOURCE)
    .unit(spec.unit)
    .min(0)
    .height(GRAPH_HEIGHT)
    .span(spec.span ?? GRID_COLUMNS / 2)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .fillOpacity(spec.stacked === true ? 40 : 10)
    .targets(spec.queries.map((query, index) => dataquery(query, index).range()));
  return spec.stacked === true ? panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal)) : panel;
}

/** One value, as it is now. */
export function figure(spec: PanelSpec & { readonly limits?: Limits }): Builder<Panel> {
  const panel = new StatPanel()
    .title(spec.title)
    .description(spec.description)
    .datasource(DATASOURCE)
    .unit(spec.unit)
    .height(FIGURE_HEIGHT)
    .span(spec.span ?? 4)
    .targets(spec.queries.map((query, index) => dataquery(query, index).instant()));
  return spec.limits ? panel.thresholds(coloured(spec.limits)) : panel;
}

/** One row for each set of labels, as it is now. Its one query says which columns there are. */
export function table(spec: Omit<PanelSpec, "queries"> & { readonly expr: string }): Builder<Panel> {
  return new TablePanel()
    .title(spec.title)
    .description(spec.description)
    .datasource(DATASOURCE)
    .unit(spec.unit)
    .height(GRAPH_HEIGHT)
    .span(spec.span ?? GRID_COLUMNS)
    .withTarget(dataquery({ expr: spec.expr, legend: "" }, 0).instant().format(PromQueryFormat.Table))
    .withTransformation({ id: "organize", options: { excludeByName: { Time: true } } });
}

function dataquery({ expr, legend }: Query, index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .datasource(DATASOURCE)
    .refId(String.fromCharCode(LETTER_A + index))
    .expr(expr)
    .legendFormat(legend);
}

function coloured({ warning, critical }: Limits): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { color: "green", value: null },
    { color: "yellow", value: warning },
    { color: "red", value: critical },
  ]);
}
