import type { NotificationsConfig } from "./config.ts";

/** Events of a release that people are told of. Source: Argo Rollouts docs, v1.9, "Notifications", default triggers. */
const EVENTS = {
  "rollout-aborted": "was taken back",
  "rollout-paused": "waits for somebody",
  "rollout-completed": "is released",
  "analysis-run-error": "could not be analysed",
  "analysis-run-failed": "failed its analysis",
} as const;

/**
 * The chart's values for notifications. The Secret with the token is not the chart's: its name is fixed
 * (argo-rollouts-notification-secret), and `$key` refers to it.
 */
export function notificationValues(notifications: NotificationsConfig | undefined) {
  if (!notifications) return { configmap: { create: true }, secret: { create: false } };
  const { channels, tokenKey } = notifications.slack;
  const names = Object.keys(EVENTS);
  return {
    configmap: { create: true },
    secret: { create: false },
    notifiers: { "service.slack": `token: $${tokenKey}` },
    templates: Object.fromEntries(
      Object.entries(EVENTS).map(([event, what]) => [
        `template.${event}`,
        `message: "{{.rollout.metadata.namespace}}/{{.rollout.metadata.name}} ${what}"`,
      ]),
    ),
    triggers: Object.fromEntries(names.map((event) => [`trigger.on-${event}`, `- send: [${event}]`])),
    subscriptions: [
      { recipients: channels.map((channel) => `slack:${channel}`), triggers: names.map((event) => `on-${event}`) },
    ],
  };
}
