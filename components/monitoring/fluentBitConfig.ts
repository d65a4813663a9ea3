import { platformNames } from "../shared/names.ts";

/** Namespaces whose logs go to the platform's log group; all others are applications'. */
export const PLATFORM_NAMESPACES = [
  "kube-system",
  "argo-rollouts",
  "velero",
  "monitoring",
  "cert-manager",
  "opentelemetry-operator-system",
  "tracing",
] as const;

/** Name of the collector's release, which the chart names its pods after. */
export const COLLECTOR = "aws-for-fluent-bit";
/** Namespace of its pods. */
export const COLLECTOR_NAMESPACE = "kube-system";
/** Port of its own server: health and metrics. */
export const HTTP_PORT = 2020;

/** Where the kubelet puts a link to the log of each container: `<pod>_<namespace>_<container>-<id>.log`. */
const LOGS = "/var/log/containers";

/** Directory of the host in which the collector remembers how far it has read. */
export const STATE = "/var/fluent-bit/state";

/** A section of Fluent Bit's configuration. */
export interface Section {
  readonly kind: "INPUT" | "FILTER" | "OUTPUT";
  readonly settings: Readonly<Record<string, string>>;
}

/** A stream of logs: which files it is read from, and where it goes. */
interface Stream {
  readonly tag: "platform" | "applications";
  readonly logGroup: string;
  readonly path: string;
  readonly excluded: string;
  /** Whether pods may say, by annotation, that their logs are not to be shipped. */
  readonly optOut: boolean;
}

/**
 * What Fluent Bit reads, adds and writes. Two streams: a flood from applications fills its own buffer, not that of the
 * controllers.
 * Source: Fluent Bit documentation, "Tail", "Kubernetes" and "Amazon CloudWatch".
 */
export function fluentBitSections({
  clusterName,
  region,
}: {
  readonly clusterName: string;
  readonly region: string;
}): Section[] {
  const { platformLogGroup, applicationLogGroup } = platformNames(clusterName);
  const platform = PLATFORM_NAMESPACES.map((namespace) => `${LOGS}/*_${namespace}_*.log`).join(",");
  const streams: Stream[] = [
    {
      tag: "platform",
      logGroup: platformLogGroup,
      path: platform,
      // What it says of its own trouble would make more of it.
      excluded: `${LOGS}/${COLLECTOR}-*.log`,
      optOut: false,
    },
    { tag: "applications", logGroup: applicationLogGroup, path: `${LOGS}/*.log`, excluded: platform, optOut: true },
  ];
  return [...streams.map(input), ...streams.map(filter), ...streams.map((stream) => output(stream, region))];
}

function input({ tag, path, excluded }: Stream): Section {
  return {
    kind: "INPUT",
    settings: {
      Name: "tail",
      Tag: `${tag}.*`,
      Path: path,
      Exclude_Path: excluded,
      "multiline.parser": "cri",
      DB: `${STATE}/${tag}.db`,
      Mem_Buf_Limit: "32MB",
      Skip_Long_Lines: "On",
      Refresh_Interval: "10",
      Rotate_Wait: "30",
    },
  };
}

function filter({ tag, optOut }: Stream): Section {
  return {
    kind: "FILTER",
    settings: {
      Name: "kubernetes",
      Match: `${tag}.*`,
      Kube_Tag_Prefix: `${tag}.var.log.containers.`,
      // A line that is JSON becomes `data`, where the filters of metrics look for its level; the line itself then goes.
      Merge_Log: "On",
      Merge_Log_Key: "data",
      Keep_Log: "Off",
      // A pod must not choose how its lines are read.
      "K8S-Logging.Parser": "Off",
      "K8S-Logging.Exclude": optOut ? "On" : "Off",
      Annotations: "Off",
      Buffer_Size: "256k",
    },
  };
}

function output({ tag, logGroup }: Stream, region: string): Section {
  return {
    kind: "OUTPUT",
    settings: {
      Name: "cloudwatch_logs",
      Match: `${tag}.*`,
      region,
      log_group_name: logGroup,
      // Of records that lack what the template asks for.
      log_stream_prefix: "unnamed-",
      log_stream_template: "$kubernetes['namespace_name'].$kubernetes['pod_name'].$kubernetes['container_name']",
      // The groups are made with their key and retention; one made by the collector would have neither.
      auto_create_group: "Off",
      Retry_Limit: "10",
      workers: "1",
    },
  };
}

/** The sections as Fluent Bit's classic configuration has them. */
export function configText(sections: readonly Section[]): string {
  return sections
    .map(({ kind, settings }) =>
      [`[${kind}]`, ...Object.entries(settings).map(([key, value]) => `    ${key} ${value}`)].join("\n"),
    )
    .join("\n\n");
}
