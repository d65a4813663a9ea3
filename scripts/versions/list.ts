import * as pinned from "../../components/shared/versions.ts";
import type { KubernetesVersion } from "../../components/shared/versions.ts";
import { ABOUT, ADDON_DEPENDENTS, KUBERNETES_DEPENDENTS } from "./about.ts";

/** One pinned version. */
export interface Pin {
  /** `kubernetes`, `add-on`, `chart` or `image`. */
  readonly kind: "kubernetes" | "add-on" | "chart" | "image";
  readonly name: string;
  readonly version: string;
  /** What uses it: stacks for a Kubernetes version, minor versions for an add-on. Empty where it is for all. */
  readonly usedBy: readonly string[];
  readonly dependents: string;
  /** Heading of docs/upgrades.md. */
  readonly guide: string;
  /** Where the upstream says when it ends, or up to what it goes. */
  readonly support?: {
    /** Last day of standard support. */
    readonly standardEnds?: string;
    /** Last day of extended support. */
    readonly extendedEnds?: string;
    /** Kubernetes minor versions it documents. */
    readonly kubernetes?: string;
  };
}

/** Something that `--check` fails for, or only mentions. */
export interface Concern {
  readonly level: "error" | "warning";
  readonly message: string;
}

/** A stack, and the Kubernetes version it runs. */
export interface StackVersion {
  readonly stack: string;
  readonly version: KubernetesVersion;
  /** What happens at the end of standard support. */
  readonly supportType: "standard" | "extended";
}

/** Every pin of components/shared/versions.ts. */
export function pins(stacks: readonly StackVersion[]): Pin[] {
  return [...kubernetes(stacks), ...addons(), ...others()];
}

function kubernetes(stacks: readonly StackVersion[]): Pin[] {
  return pinned.KUBERNETES_RELEASES.map(({ version, standardSupportEnds, extendedSupportEnds }) => ({
    kind: "kubernetes",
    name: "kubernetes",
    version,
    usedBy: [
      ...stacks.filter((stack) => stack.version === version).map(({ stack }) => stack),
      ...(version === pinned.DEFAULT_KUBERNETES_VERSION ? ["the default"] : []),
    ],
    dependents: KUBERNETES_DEPENDENTS,
    guide: "Kubernetes",
    support: { standardEnds: standardSupportEnds, extendedEnds: extendedSupportEnds },
  }));
}

/** One line for each version of an add-on, with the minor versions it is for. */
function addons(): Pin[] {
  const all = { ...pinned.EKS_ADDON_VERSIONS, adot: pinned.ADOT_VERSIONS };
  return Object.entries(all).flatMap(([name, versions]) => {
    const byVersion = Map.groupBy(Object.entries(versions), ([, version]) => version);
    return [...byVersion].map(([version, entries]): Pin => ({
      kind: "add-on",
      name,
      version,
      usedBy: entries.map(([minor]) => minor),
      dependents: ADDON_DEPENDENTS[name] ?? "",
      guide: "Add-ons",
    }));
  });
}

function others(): Pin[] {
  return Object.entries(ABOUT).flatMap(([constant, about]) => {
    const support =
      about.kubernetes && [about.kubernetes.from, about.kubernetes.to].filter((one) => one !== undefined).join(" to ");
    return versionsIn((pinned as Readonly<Record<string, unknown>>)[constant]).map((found) => ({
      kind: found.kind,
      name: found.of === undefined ? about.name : `${about.name} (${found.of})`,
      version: found.version,
      usedBy: [],
      dependents: about.dependents,
      guide: about.guide,
      ...(support !== undefined && {
        support: { kubernetes: about.kubernetes?.from === undefined ? `up to ${support}` : support },
      }),
    }));
  });
}

/** The versions in a pin, whatever its shape: a chart with its version, an image with its tag, or a map of such. */
function versionsIn(value: unknown, of?: string): { kind: "chart" | "image"; version: string; of?: string }[] {
  const named = of === undefined ? {} : { of };
  if (typeof value === "string")
    return [{ kind: "image", version: /[:@]([^:@/]+)$/.exec(value)?.[1] ?? value, ...named }];
  if (typeof value !== "object" || value === null) return [];
  const { version, chartVersion, imageTag, tag } = value as Readonly<Record<string, unknown>>;
  const own = [
    ...[version, chartVersion].flatMap((text) =>
      typeof text === "string" ? [{ kind: "chart" as const, version: text, ...named }] : [],
    ),
    ...(typeof imageTag === "string" ? [{ kind: "image" as const, version: imageTag, of: of ?? "image" }] : []),
    ...(typeof tag === "string" ? [{ kind: "image" as const, version: tag, ...named }] : []),
  ];
  return own.length > 0 ? own : Object.entries(value).flatMap(([key, inner]) => versionsIn(inner, key));
}

/** Days before the end of support from which an upgrade is due. */
const REMIND_DAYS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What is wrong with the pins on a day: a stack whose Kubernetes version is out of support, or newer than a controller
 * documents. Out of standard support is an error where EKS would then upgrade by itself, and a warning where a stack
 * has chosen to pay for extended support instead.
 */
export function concerns(stacks: readonly StackVersion[], today: Date): Concern[] {
  return stacks.flatMap((stack) => [...supportConcerns(stack, today), ...compatibilityConcerns(stack)]);
}

function supportConcerns({ stack, version, supportType }: StackVersion, today: Date): Concern[] {
  const release = pinned.KUBERNETES_RELEASES.find((candidate) => candidate.version === version);
  if (!release) return [];
  const daysUntil = (day: string): number => Math.ceil((Date.parse(`${day}T23:59:59Z`) - today.getTime()) / DAY_MS);
  const { standardSupportEnds: standard, extendedSupportEnds: extended } = release;
  const end = supportType === "extended" ? extended : standard;
  if (daysUntil(end) <= 0) {
    return [
      {
        level: "error",
        message: `${stack}: Kubernetes ${version} left ${supportType} support on ${end}; EKS upgrades it by itself`,
      },
    ];
  }
  if (daysUntil(standard) <= 0) {
    return [
      {
        level: "warning",
        message: `${stack}: Kubernetes ${version} left standard support on ${standard}; extended support, until ${extended}, costs by the hour`,
      },
    ];
  }
  return daysUntil(standard) <= REMIND_DAYS
    ? [
        {
          level: "warning",
          message: `${stack}: Kubernetes ${version} leaves standard support on ${standard}, in ${daysUntil(standard)} days`,
        },
      ]
    : [];
}

function compatibilityConcerns({ stack, version }: StackVersion): Concern[] {
  const order = (minor: KubernetesVersion): number => pinned.KUBERNETES_VERSIONS.indexOf(minor);
  return Object.values(ABOUT).flatMap(({ name, kubernetes: range }): Concern[] => {
    if (!range) return [];
    const within =
      order(version) <= order(range.to) && (range.from === undefined || order(version) >= order(range.from));
    return within
      ? []
      : [
          {
            level: "warning",
            message: `${stack}: ${name} documents Kubernetes ${range.from === undefined ? "up to" : `${range.from} to`} ${range.to}, and the stack runs ${version}`,
          },
        ];
  });
}
