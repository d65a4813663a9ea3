import { z } from "zod";
import { CidrError, overlaps, parseIpv4Cidr } from "../../shared/ipv4.ts";
import { anyPort, dnsLabel, NAME_MAX, urlPath } from "./container.ts";

const HOST = /^(?=.{1,253}$)(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const CERTIFICATE = /^arn:aws(?:-cn|-us-gov)?:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/;
const WEB_ACL = /^arn:aws(?:-cn|-us-gov)?:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[0-9a-f-]{36}$/;

/** Where nodes and pods find their credentials. Sources: RFC 3927; Amazon EC2 User Guide, "Instance metadata"; Amazon EKS User Guide, "EKS Pod Identity". */
const LINK_LOCAL = "169.254.0.0/16";

/** How the world reaches an application: one Application Load Balancer of its own. */
export const ingress = z.strictObject({
  /** Host names it answers to. */
  hosts: z
    .array(z.string().regex(HOST, "allowed is a host name in lower case such as app.example.com"))
    .min(1, "allowed are one or more host names"),
  /** Whether the load balancer is reached from the internet or from the network only. Default: internal. */
  scheme: z.enum(["internal", "internet-facing"]).default("internal"),
  /** ARN of the ACM certificate, in this stack's region. Required unless plainHttp is true. */
  certificateArn: z
    .string()
    .regex(CERTIFICATE, "allowed is the ARN of an ACM certificate, arn:aws:acm:REGION:ACCOUNT:certificate/ID")
    .optional(),
  /** Serve HTTP without TLS; refused in prod, and for an internet-facing load balancer. Default: false. */
  plainHttp: z.boolean().default(false),
  /** Security policy of the HTTPS listener. Default: ELBSecurityPolicy-TLS13-1-2-2021-06 (TLS 1.2 and 1.3). */
  sslPolicy: z
    .string()
    .regex(
      /^ELBSecurityPolicy-TLS13-1-[23]-[\w-]+$/,
      "allowed is an ELB security policy with TLS 1.2 or 1.3 and nothing older, ELBSecurityPolicy-TLS13-1-2-...",
    )
    .default("ELBSecurityPolicy-TLS13-1-2-2021-06"),
  /** Path prefix that belongs to the application. Default: `/`. */
  path: urlPath.default("/"),
  /** Path the load balancer asks. Default: that of the readiness probe. */
  healthCheckPath: urlPath.optional(),
  /** Seconds after which an idle connection is closed. Default: 60. */
  idleTimeoutSeconds: z
    .int()
    .min(1, "allowed are 1 to 4000 seconds")
    .max(4000, "allowed are 1 to 4000 seconds")
    .default(60),
  /** ARN of an AWS WAF web ACL to put before the load balancer. Default: none. */
  webAclArn: z.string().regex(WEB_ACL, "allowed is the ARN of a regional AWS WAF web ACL").optional(),
});

const peer = {
  /** Namespace of the other side. */
  namespace: dnsLabel(),
  /** Name of one application there. Default: all pods of the namespace. */
  application: dnsLabel(NAME_MAX).optional(),
};
const ports = z.array(anyPort).min(1, "allowed are one or more ports");

/** What else may reach the application and what it may reach; everything that is not named is refused by the cluster. */
export const networkPolicy = z.strictObject({
  /** Who may reach the container's port, beyond the load balancer and Prometheus. Default: nobody. */
  from: z.array(z.strictObject(peer)).default([]),
  /** Pods that the application may reach, beyond DNS. Default: none. */
  to: z.array(z.strictObject({ ...peer, ports })).default([]),
  /** Addresses outside the cluster that the application may reach. Default: none. */
  toCidrs: z
    .array(
      z.strictObject({
        /** IPv4 range, for instance 10.20.0.0/16, or 0.0.0.0/0 for the internet; none with link-local addresses, where nodes find their credentials. */
        cidr: z.string().superRefine((range, context) => {
          try {
            parseIpv4Cidr(range);
            if (range !== "0.0.0.0/0" && overlaps(range, LINK_LOCAL)) {
              context.addIssue({
                code: "custom",
                message: `has addresses of ${LINK_LOCAL}, where nodes find their credentials; podIdentity is let through by itself, and allowed are ranges that share no address with it, or 0.0.0.0/0 for the internet`,
              });
            }
          } catch (error) {
            if (!(error instanceof CidrError)) throw error;
            context.addIssue({ code: "custom", message: error.message });
          }
        }),
        ports,
      }),
    )
    .default([]),
});

const metricName = z
  .string()
  .regex(/^[a-zA-Z_:][\w:]*$/, "allowed is a Prometheus metric name such as myapp_http_requests_total");
const labelName = z.string().regex(/^[a-zA-Z_]\w*$/, "allowed is a Prometheus label name such as status_code");

/** The application's own Prometheus metrics. */
export const metrics = z.strictObject({
  /** Whether there are any. Default: true. */
  enabled: z.boolean().default(true),
  /** Path they are served under. Default: /metrics. */
  path: urlPath.default("/metrics"),
  /** Port they are served on. Default: the container's port. */
  port: z
    .int()
    .min(1024, "allowed are ports from 1024 to 65535")
    .max(65535, "allowed are ports from 1024 to 65535")
    .optional(),
  /** Counter of HTTP requests. Default: `<application>_http_requests_total`, hyphens as underscores. */
  requestsMetric: metricName.optional(),
  /** Histogram of request durations in seconds, without `_bucket`. Default: `<application>_http_request_duration_seconds`. */
  durationMetric: metricName.optional(),
  /** Label with the HTTP status. Default: status_code. */
  statusLabel: labelName.default("status_code"),
  /** Label with the Service's name; a ServiceMonitor gives `service`. Default: service. */
  serviceLabel: labelName.default("service"),
});
