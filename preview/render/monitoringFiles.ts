import { stringify } from "yaml";
import type { Plan, PlannedResource } from "../plan.ts";
import type { ProposedFile } from "./fileNames.ts";
import { kindOf } from "./kind.ts";
import { at, isList, isRecord, type Plain, text } from "./values.ts";
import { visibleInputs } from "./visible.ts";

const RULES = /^kubernetes:monitoring\.coreos\.com\/v1:PrometheusRule$/;
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
/** Label by which Grafana's sidecar finds ConfigMaps. Source: kube-prometheus-stack's values, `grafana.sidecar.dashboards.label`. */
const DASHBOARD_LABEL = "grafana_dashboard";
/** What Thanos and Prometheus Operator know of a group of rules, and Prometheus itself refuses. Source: Prometheus Operator, API reference, "RuleGroup". */
const NOT_PROMETHEUS = ["partial_response_strategy"];

/** The rules of a plan as rule files that any Prometheus loads, and its dashboards as files that any Grafana imports. */
export function monitoringFiles(plan: Plan): ProposedFile[] {
  return plan.resources.flatMap((resource) => {
    if (RULES.test(resource.type)) return [rulesFile(resource)];
    return resource.type === CONFIG_MAP ? dashboardFiles(resource) : [];
  });
}

/** The spec of a PrometheusRule is a rule file but for what Prometheus does not know. Rules of a group keep their order. */
function rulesFile(resource: PlannedResource): ProposedFile {
  const inputs = visibleInputs(resource);
  const groups = at(inputs, "spec.groups");
  return {
    folder: "rules",
    base: text(at(inputs, "metadata.name")) || resource.name,
    ending: ".rules.yaml",
    tellApart: `${text(at(inputs, "metadata.namespace"))}.${resource.name}`,
    content: stringify(
      { groups: isList(groups) ? groups.map(prometheusGroup) : [] },
      { lineWidth: 0, aliasDuplicateObjects: false },
    ),
  };
}

function prometheusGroup(group: Plain): Plain {
  if (!isRecord(group)) return group;
  return Object.fromEntries(Object.entries(group).filter(([key]) => !NOT_PROMETHEUS.includes(key)));
}

function dashboardFiles(resource: PlannedResource): ProposedFile[] {
  const inputs = visibleInputs(resource);
  const labels = at(inputs, "metadata.labels");
  const data = inputs.data;
  if (!isRecord(labels) || !(DASHBOARD_LABEL in labels) || !isRecord(data)) return [];
  return Object.entries(data)
    .filter(([file]) => file.endsWith(".json"))
    .map(([file, content]) => ({
      folder: "dashboards",
      base: file.slice(0, -".json".length),
      ending: ".json",
      tellApart: `${kindOf(resource.type)}.${resource.name}`,
      content: text(content),
    }));
}
