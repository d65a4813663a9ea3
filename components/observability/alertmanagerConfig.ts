import type { Receiver } from "./receivers.ts";

/** Where the operator mounts a Secret that Alertmanager may read. Source: Prometheus Operator docs, v0.93, API reference, AlertmanagerSpec. */
function secretFile({ secret, key }: Receiver): string {
  return `/etc/alertmanager/secrets/${secret}/${key}`;
}

/** Receiver of what nobody is told of. */
const NOBODY = "nobody";

/** Whoever is woken for something need not hear its warning too. */
export const INHIBITIONS = [
  { by: "VolumeAlmostFull", of: "VolumeFilling", equal: ["namespace", "persistentvolumeclaim"] },
  { by: "ErrorBudgetBurningFast", of: "ErrorBudgetBurningSlowly", equal: ["namespace", "application"] },
] as const;

/** A message in Slack: what is wrong, and the way to its runbook. */
const SLACK_TEXT = {
  title: "{{ .Status | toUpper }}: {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})",
  text: "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.runbook_url }}\n{{ end }}",
};

/**
 * Configuration of Alertmanager: who is told of what. It names files with secrets and holds none, so that it may be read
 * by whoever reads the release.
 * Source: Prometheus Alertmanager docs, v0.34, "Configuration".
 */
export function alertmanagerConfig(receivers: readonly Receiver[]) {
  return {
    global: { resolve_timeout: "5m" },
    // A list that is left out would be the chart's own.
    templates: [],
    route: {
      receiver: NOBODY,
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: receivers.map(({ name, severities }) => ({
        receiver: name,
        matchers: [`severity=~"${severities.join("|")}"`],
        // Others may want to know as well.
        continue: true,
      })),
    },
    inhibit_rules: INHIBITIONS.map(({ by, of, equal }) => ({
      source_matchers: [`alertname="${by}"`],
      target_matchers: [`alertname="${of}"`],
      equal: [...equal],
    })),
    receivers: [{ name: NOBODY }, ...receivers.map(receiverOf)],
  };
}

function receiverOf(receiver: Receiver) {
  const { name } = receiver;
  const file = secretFile(receiver);
  switch (receiver.kind) {
    case "slack":
      return {
        name,
        slack_configs: [{ api_url_file: file, channel: receiver.channel, send_resolved: true, ...SLACK_TEXT }],
      };
    case "pagerduty":
      return { name, pagerduty_configs: [{ routing_key_file: file, send_resolved: true }] };
    case "webhook":
      return { name, webhook_configs: [{ url_file: file, send_resolved: true }] };
  }
}
