import { CHART_SOURCES, CHARTS } from "./charts.ts";
import type { Component, Switch } from "./charts.ts";
import type { KubernetesObject } from "./objects.ts";
import type { Value } from "./value.ts";

/** The kind of Helm releases, whose resources the engine never sees. */
export const RELEASE_KINDS: ReadonlySet<string> = new Set(["helm.sh/Release"]);

/**
 * The name of a release's chart: the last segment of an OCI address, of a path or of "repository/chart".
 *
 * @throws NotKnown, Malformed
 */
export function chartOf(release: KubernetesObject): string | undefined {
  return release.body.get("chart").string()?.replace(/\/+$/, "").split("/").pop();
}

/** Whether a chart is given as a file or a directory of the machine that deploys. */
export function isLocal(chart: string): boolean {
  return /^([./~]|[A-Za-z]:\\)/.test(chart) || (chart.endsWith(".tgz") && !/^[a-z]+:\/\//.test(chart));
}

/**
 * Where a release's chart comes from: its OCI address, or its repository's address; undefined for a path, and for a
 * repository by a name that only the machine that deploys knows.
 *
 * @throws NotKnown, Malformed
 */
export function sourceOf(release: KubernetesObject): string | undefined {
  const chart = release.body.get("chart").string() ?? "";
  if (/^[a-z]+:\/\//.test(chart)) return chart;
  if (isLocal(chart)) return undefined;
  const repository = release.body.at("repositoryOpts.repo").string();
  return repository === undefined ? undefined : `${repository.replace(/\/+$/, "")}/${chart}`;
}

/** Whether a chart of the table of charts comes from where the table's does. */
export function isFromItsSource(chart: string, source: string): boolean {
  return (CHART_SOURCES.get(chart) ?? []).some((known) => source.replace(/\/+$/, "") === `${known}/${chart}`);
}

/**
 * The components of a chart by the table of charts, or by a rule's own parameter, which adds charts to the table and
 * replaces its entries; undefined for a chart in neither.
 */
export function componentsOf(
  chart: string,
  extra: Readonly<Record<string, readonly string[]>>,
): readonly Component[] | undefined {
  if (Object.hasOwn(extra, chart)) {
    return (extra[chart] ?? []).map((resources) => ({ name: "a container", resources, switches: [], preset: [] }));
  }
  return CHARTS.get(chart);
}

function isOn(values: Value, { path, byDefault, inverted }: Switch): boolean {
  const value = values.at(path);
  const state = value.present() ? value.truthy() : byDefault;
  return inverted === true ? !state : state;
}

/** Whether a component is part of a release with these values. @throws NotKnown, Malformed */
export function isInstalled(component: Component, values: Value): boolean {
  return component.switches.every((each) => isOn(values, each));
}

/** The `resources` of a component: one, or one for each container of a list. @throws NotKnown, Malformed */
export function resourcesOf(component: Component, values: Value): Value[] {
  if (!component.resources.endsWith("[]")) return [values.at(component.resources)];
  const list = values.at(component.resources.slice(0, -"[]".length));
  return list.list().map((container) => container.get("resources"));
}
