import { ALARM_TOPIC, NOBODY } from "./names.ts";
import type { Receiver } from "./receivers.ts";
import type { Severity } from "./rules/types.ts";

/** The topic that alerts are announced on beside the stack's alarms. */
export interface Announcement {
  readonly topicArn: string;
  /** Region of the topic, by which requests are signed. */
  readonly region: string;
  /** Severities that are announced. */
  readonly severities: readonly Severity[];
}

/** Where the operator mounts a Secret that Alertmanager may read. Source: Prometheus Operator docs, v0.93, API reference, AlertmanagerSpec. */
function secretFile({ secret, key }: Receiver): string {
  return `/etc/alertmanager/secrets/${secret}/${key}`;
}

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

/** The same as a mail; SNS takes a subject of at most 100 characters, without line breaks. */
const TOPIC_TEXT = {
  subject: "{{ .Status | toUpper }}: {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})",
  message:
    "{{ range .Alerts }}{{ .Labels.cluster }}: {{ .Annotations.summary }}\nRunbook: {{ .Annotations.runbook_url }}\n\n{{ end }}",
};

/**
 * Configuration of Alertmanager: who is told of what. It names files with secrets and holds none, so that it may be read
 * by whoever reads the release.
 * Source: Prometheus Alertmanager docs, v0.34, "Configuration".
 */
export function alertmanagerConfig(receivers: readonly Receiver[], announcement?: Announcement) {
  const told = [...(announcement ? [{ ...announcement, name: ALARM_TOPIC }] : []), ...receivers];
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
      routes: told.map(({ name, severities }) => ({
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
    receivers: [{ name: NOBODY }, ...(announcement ? [announcing(announcement)] : []), ...receivers.map(receiverOf)],
  };
}

function announcing({ topicArn, region }: Announcement) {
  return {
    name: ALARM_TOPIC,
    sns_configs: [{ topic_arn: topicArn, sigv4: { region }, send_resolved: true, ...TOPIC_TEXT }],
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
