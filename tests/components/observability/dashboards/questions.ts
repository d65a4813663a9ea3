import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { EXPORTERS } from "../../../../components/observability/metrics/index.ts";
import { TARGET_LABELS } from "../../../../components/observability/metrics/types.ts";

/** A selector of an expression: the metric it asks for, and the labels it narrows it by. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What Grafana puts in place of its own variables before it asks. */
export function asAsked(expr: string, variables: readonly string[]): string {
  return variables.reduce((text, name) => text.replaceAll(`$${name}`, ".+"), expr).replaceAll("$__rate_interval", "5m");
}

/** The parts of an expression that are no PromQL; empty for a sound one. */
export function mistakes(expr: string): string[] {
  const found: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) found.push(`${from}: ${expr.slice(from, Math.max(to, from + 12))}`);
    },
  });
  return found;
}

/** Every selector of an expression. */
export function selectors(expr: string): Selector[] {
  return nodes(expr, "VectorSelector").map((node) => {
    const metric = node.getChild("Identifier");
    const matchers = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
    return {
      metric: metric ? text(expr, metric) : "",
      labels: matchers.map((matcher) => text(expr, matcher.getChild("LabelName"))),
    };
  });
}

/** The labels that the series an expression gives are grouped by, at any depth. */
export function groupings(expr: string): string[] {
  return nodes(expr, "GroupingLabels").flatMap((node) =>
    node.getChildren("LabelName").map((label) => text(expr, label)),
  );
}

/** What the exporters say of a series: its labels, or undefined where none has it. */
export function labelsOf(series: string): readonly string[] | undefined {
  for (const { metrics } of EXPORTERS) {
    const plain = metrics[series];
    if (plain && plain.type !== "histogram") {
      return [...plain.labels, ...TARGET_LABELS, ...(plain.type === "summary" ? ["quantile"] : [])];
    }
    const [, base, suffix] = /^(.*)_(bucket|sum|count)$/.exec(series) ?? [];
    const parts = base === undefined ? undefined : metrics[base];
    if (parts?.type === "histogram") return [...parts.labels, ...TARGET_LABELS, ...(suffix === "bucket" ? ["le"] : [])];
    if (parts?.type === "summary" && suffix !== "bucket") return [...parts.labels, ...TARGET_LABELS];
  }
  return undefined;
}

function nodes(expr: string, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.name === name) found.push(node.node);
    },
  });
  return found;
}

function text(expr: string, node: SyntaxNode | null): string {
  return node ? expr.slice(node.from, node.to) : "";
}
