import type { ApplicationConfig } from "../application/config.ts";
import { architectureOfInstance } from "../cluster/nodeTypes.ts";
import type { PlatformConfig } from "../config.ts";
import { poolReferences } from "../karpenter/config.ts";
import { scraperNamespace } from "../rollouts/config.ts";
import { mapOf } from "../shared/untyped.ts";
import { placeNotices } from "./placeNotices.ts";
import { reachNotices } from "./reach.ts";
import { waitingPods } from "./waiting.ts";

/**
 * What a stack allows and its author may not have meant. Advice only: each of it can be right.
 *
 * @param platform the object `eks-platform:platform` as the file has it, which tells what was given and what is a default
 */
export function notices(config: PlatformConfig, platform: unknown): string[] {
  return [
    ...placeNotices(config, platform),
    ...offSections(config, platform),
    ...unreachableImages(config),
    ...oddPools(config),
    ...waitingPods(config),
    ...reachNotices(config),
    ...otherPrometheus(config),
  ];
}

/** Sections that can be switched off; Karpenter's own rules refuse what is given while it is off. */
const SWITCHED = ["rollouts", "loadBalancerController", "velero", "observability", "monitoring", "tracing"] as const;

function offSections(config: PlatformConfig, platform: unknown): string[] {
  return SWITCHED.flatMap((section) => {
    const found = mapOf(mapOf(platform)[section]);
    const given = Object.keys(found).filter(
      (key) =>
        key !== "enabled" &&
        found[key] !== undefined &&
        // Where the runbooks are is told by the alarms in AWS too.
        !(section === "observability" && key === "alerts" && config.monitoring.enabled),
    );
    if (config[section].enabled || given.length === 0) return [];
    const why =
      found.enabled === undefined
        ? ` by default${section === "loadBalancerController" ? "" : ` in ${config.tier}`}`
        : "";
    return [
      `${section} is off${why}: what it says of ${given.join(", ")} has no effect until ${section}.enabled is true.`,
    ];
  });
}

/** Sections whose charts take their images from public registries. */
const WITH_PUBLIC_IMAGES = ["karpenter", "certManager", ...SWITCHED] as const;

/** Images of registries that nodes do not reach, or not well. */
function unreachableImages(config: PlatformConfig): string[] {
  const { applications } = config;
  const why = outOfReach(config);
  if (why === undefined) return [];
  const own = new RegExp(`^\\d{12}\\.dkr\\.ecr\\.${config.aws.scope.region}\\.amazonaws\\.com(\\.cn)?/`);
  const strangers = applications.flatMap((application) =>
    imagesOf(application)
      .filter((image) => !own.test(image))
      .map((image) => `${image} (${application.name})`),
  );
  const charts = WITH_PUBLIC_IMAGES.filter((section) => config[section].enabled);
  return [
    ...(strangers.length > 0 ? [`${why}: copy ${strangers.join(", ")} there.`] : []),
    ...(charts.length > 0
      ? [
          `${why}: the controllers of ${charts.join(", ")} come from public registries and start only where the VPC has a way to them.`,
        ]
      : []),
  ];
}

/** Without a NAT gateway nodes reach the registry of their own region and account by endpoints, and nothing else. */
function outOfReach({ network, aws }: PlatformConfig): string | undefined {
  const { region, partition } = aws.scope;
  if (network.kind === "new" && network.nat === "none") {
    return `network.nat is "none", so nodes can pull from ECR in ${region} alone`;
  }
  return partition === "aws-cn"
    ? `${region} is in China, from where public registries are slow or out of reach, and ECR in ${region} is neither`
    : undefined;
}

function imagesOf({ image, files }: ApplicationConfig): string[] {
  return [image, ...files.map((file) => file.image)];
}

const INSTANCE_TYPE = "node.kubernetes.io/instance-type";
const ZONE = "topology.kubernetes.io/zone";

/** How AWS names instance types. Source: Amazon EC2 Instance Types Guide, "Naming conventions". */
const TYPE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/;

/**
 * Requirements that can be met only in part, or not at all. Instance types come every month: what their names seem to say is
 * advice and no refusal.
 */
function oddPools(config: PlatformConfig): string[] {
  const { network, karpenter, aws } = config;
  const zones = network.kind === "new" ? network.zones.map((letter) => `${aws.scope.region}${letter}`) : undefined;
  return karpenter.nodePools.flatMap((pool) => {
    const named = (key: string): string[] =>
      pool.requirements.flatMap(({ key: other, operator, values = [] }) =>
        other === key && operator === "In" ? values : [],
      );
    const [architectures = []] = poolReferences([pool]).map((reference) => reference.architectures);
    const where = `karpenter: node pool ${pool.name}`;
    const outside = named(ZONE).filter((zone) => zones?.includes(zone) === false);
    const misnamed = named(INSTANCE_TYPE).filter((type) => !TYPE_NAME.test(type));
    const foreign = named(INSTANCE_TYPE).filter(
      (type) => TYPE_NAME.test(type) && !architectures.includes(architectureOfInstance(type)),
    );
    return [
      ...(outside.length > 0 ? [`${where} names ${outside.join(", ")}, where the network has no subnet.`] : []),
      ...(misnamed.length > 0
        ? [`${where} names ${misnamed.join(", ")}, which is not how EC2 names instance types.`]
        : []),
      ...(foreign.length > 0
        ? [
            `${where} names ${foreign.join(", ")}, by the name not ${architectures.join(" or ")}, which the pool asks for.`,
          ]
        : []),
    ];
  });
}

/** A Prometheus that the stack does not make has to be told what to scrape, and let in. */
function otherPrometheus({ rollouts, observability, applications }: PlatformConfig): string[] {
  const measured = applications.some(({ metrics }) => metrics);
  if (!rollouts.enabled || rollouts.prometheusAddress === undefined || observability.enabled || !measured) return [];
  const namespace = scraperNamespace(rollouts, false);
  const what =
    "rollouts.prometheusAddress names a Prometheus that this stack does not make: it has to scrape the applications itself (docs/delivery.md)";
  return [
    namespace === undefined
      ? `${what}, and network policies keep it out until rollouts.prometheusNamespace says where it runs.`
      : `${what}; network policies let the namespace ${namespace} in.`,
  ];
}
