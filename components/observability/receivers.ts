import { z } from "zod";
import { SEVERITIES, type Severity } from "./rules/types.ts";

/** Somebody who is told of alerts. */
export type Receiver = SlackReceiver | PagerDutyReceiver | WebhookReceiver;

interface AnyReceiver {
  /** Name within the stack. */
  readonly name: string;
  /** Secret in the namespace `monitoring`, and the key in it, with what nobody else may know. */
  readonly secret: string;
  readonly key: string;
  /** Severities that are sent to it. */
  readonly severities: readonly Severity[];
}

export interface SlackReceiver extends AnyReceiver {
  readonly kind: "slack";
  readonly channel: string;
}

export interface PagerDutyReceiver extends AnyReceiver {
  readonly kind: "pagerduty";
}

export interface WebhookReceiver extends AnyReceiver {
  readonly kind: "webhook";
}

const secretFields = {
  /** Name in lower case, by which messages of Alertmanager's own log are told apart. Required. */
  name: z
    .string()
    .regex(
      /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
      "allowed are lower-case letters, digits and hyphens, beginning with a letter",
    )
    .max(40, "allowed are at most 40 characters"),
  /** Name of a Secret in the namespace monitoring, brought by whoever keeps secrets. Alertmanager starts once it is there. */
  secret: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, "allowed is the name of a Secret in the namespace monitoring")
    .max(63, "allowed are at most 63 characters: a volume is called after it"),
  /** Severities it is told of. Default: both. */
  severities: z
    .array(z.enum(SEVERITIES))
    .min(1, "allowed are critical, warning or both")
    .default([...SEVERITIES]),
};

const key = (what: string) =>
  z
    .string()
    .regex(/^[\w.-]+$/, "allowed is a key of a Secret")
    .default(what);

/** One entry of `observability.alerts.receivers`. The secret itself never stands in a stack file. */
export const receiverSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("slack"),
      ...secretFields,
      /** Key with the URL of the incoming webhook. Default: url. */
      key: key("url"),
      /** Channel, with its #. */
      channel: z
        .string()
        .regex(/^#[a-z0-9][a-z0-9_-]{0,79}$/, 'allowed is a channel with its #, such as "#platform-alerts"'),
    }),
    z.strictObject({
      kind: z.literal("pagerduty"),
      ...secretFields,
      /** Key with the integration key (Events API v2). Default: routing-key. */
      key: key("routing-key"),
    }),
    z.strictObject({
      kind: z.literal("webhook"),
      ...secretFields,
      /** Key with the URL. Default: url. */
      key: key("url"),
    }),
  ],
  { error: "allowed are the kinds slack, pagerduty and webhook" },
);
