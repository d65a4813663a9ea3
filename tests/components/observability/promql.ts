import { parser } from "@prometheus-io/lezer-promql";
import type { SyntaxNode } from "@lezer/common";
import { EXPORTERS } from "../../../components/observability/metrics/index.ts";
import { type Metric, TARGET_LABELS } from "../../../components/observability/metrics/types.ts";

/** What an expression may ask for: name of the series -> its own labels. */
export interface Known {
  readonly series: ReadonlyMap<string, Series>;
}

interface Series {
  readonly labels: ReadonlySet<string>;
  /** Whether it only ever grows: counters, and the parts of histograms. */
  readonly cumulative: boolean;
  readonly bucket: boolean;
}

/** A recording rule, as far as it makes a series. */
interface Recorded {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

function series(labels: Iterable<string>, cumulative: boolean, bucket = false): Series {
  return { labels: new Set(labels), cumulative, bucket };
}

function seriesOf(name: string, { type, labels }: Metric): [string, Series][] {
  const stored = [...labels, ...TARGET_LABELS];
  const parts: [string, Series][] = [
    [`${name}_sum`, series(stored, true)],
    [`${name}_count`, series(stored, true)],
  ];
  switch (type) {
    case "counter":
      return [[name, series(stored, true)]];
    case "gauge":
      return [[name, series(stored, false)]];
    case "histogram":
      return [[`${name}_bucket`, series([...stored, "le"], true, true)], ...parts];
    case "summary":
      return [[name, series([...stored, "quantile"], false)], ...parts];
  }
}

/** Every series of the pinned exporters, of these other metrics, and of these recording rules. */
export function knownSeries(recorded: readonly Recorded[] = [], others: Readonly<Record<string, Metric>> = {}): Known {
  const metrics = [...EXPORTERS.flatMap((exporter) => Object.entries(exporter.metrics)), ...Object.entries(others)];
  const all = new Map(metrics.flatMap(([name, metric]) => seriesOf(name, metric)));
  for (const { record, expr, labels = {} } of recorded) {
    all.set(record, series([...groupingLabels(expr), ...Object.keys(labels)], false));
  }
  return { series: all };
}

/** Labels that an aggregation keeps. */
function groupingLabels(expr: string): string[] {
  return nodes(expr, "AggregateModifier").flatMap((modifier) =>
    modifier.getChild("By") ? labelNames(modifier.getChild("GroupingLabels"), expr) : [],
  );
}

function nodes(expr: string, type: string, within?: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  parser.parse(expr).iterate({
    from: within?.from ?? 0,
    to: within?.to ?? expr.length,
    enter: ({ node }) => {
      if (node.name === type && (!within || (node.from >= within.from && node.to <= within.to))) found.push(node);
    },
  });
  return found;
}

function text(node: SyntaxNode, expr: string): string {
  return expr.slice(node.from, node.to);
}

function labelNames(within: SyntaxNode | null, expr: string): string[] {
  return within ? nodes(expr, "LabelName", within).map((node) => text(node, expr)) : [];
}

/** Functions that make sense of series that only ever grow, and of no other. */
const OF_COUNTERS = ["rate", "increase", "irate"];
/** Functions that make no sense of them. */
const OF_GAUGES = ["deriv", "delta", "predict_linear"];

/** What is wrong with an expression: its grammar, names that no exporter has, labels they do not have, misused functions. */
export function queryProblems(expr: string, { series: known }: Known): string[] {
  const errors: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ type, from }) => {
      if (type.isError) errors.push(`does not parse at ${from}: ${expr.slice(Math.max(0, from - 20), from + 20)}`);
    },
  });
  if (errors.length > 0) return errors;
  const selectors = nodes(expr, "VectorSelector");
  if (selectors.length === 0) errors.push("asks for nothing");

  const seriesAt = (node: SyntaxNode) => {
    const name = node.getChild("Identifier");
    return name ? known.get(text(name, expr)) : undefined;
  };
  for (const selector of selectors) {
    const found = seriesAt(selector);
    if (!found) {
      errors.push(`asks for ${text(selector, expr)}, which no exporter has`);
      continue;
    }
    for (const label of labelNames(selector.getChild("LabelMatchers"), expr)) {
      if (!found.labels.has(label)) errors.push(`${text(selector, expr)} has no label ${label}`);
    }
  }
  for (const aggregation of nodes(expr, "AggregateExpr")) {
    const body = aggregation.getChild("FunctionCallBody");
    const modifier = aggregation.getChild("AggregateModifier");
    if (!body || !modifier) continue;
    const within = nodes(expr, "VectorSelector", body).map(seriesAt);
    for (const label of labelNames(modifier.getChild("GroupingLabels"), expr)) {
      if (!within.some((one) => one?.labels.has(label))) {
        errors.push(`groups by ${label}, which nothing in ${text(body, expr)} has`);
      }
    }
  }
  for (const call of nodes(expr, "FunctionCall")) {
    const name = call.getChild("FunctionIdentifier");
    const body = call.getChild("FunctionCallBody");
    if (!name || !body) continue;
    const called = text(name, expr);
    for (const selector of nodes(expr, "VectorSelector", body)) {
      const found = seriesAt(selector);
      if (!found) continue;
      if (OF_COUNTERS.includes(called) && !found.cumulative)
        errors.push(`${called} of ${text(selector, expr)}, a gauge`);
      if (OF_GAUGES.includes(called) && found.cumulative)
        errors.push(`${called} of ${text(selector, expr)}, a counter`);
      if (called === "histogram_quantile" && !found.bucket) {
        errors.push(`histogram_quantile of ${text(selector, expr)}, which has no buckets`);
      }
    }
  }
  return errors;
}
