import { z } from "zod";
import { UsageError } from "../../cli/usageError.ts";
import { type StackFile } from "../../preview/stackFiles.ts";
import { isMap, mapAt, textAt } from "./json.ts";

/** What is recovered in one go, and by the same means. */
export const RECOVERY_CLASSES = ["controlPlane", "nodes", "stateless", "stateful", "region"] as const;
export type RecoveryClass = (typeof RECOVERY_CLASSES)[number];

/** What a recovery is measured against. */
export interface RecoveryTarget {
  /** Minutes from the loss until it works again. */
  readonly timeMinutes: number;
  /** Minutes of changes that may be lost; 0 where it is rebuilt from code and no backup decides. */
  readonly pointMinutes: number;
}
export type RecoveryTargets = Readonly<Record<RecoveryClass, RecoveryTarget>>;

/** The platform's targets where a stack sets none (docs/disaster-recovery.md). */
export const DEFAULT_TARGETS: RecoveryTargets = {
  controlPlane: { timeMinutes: 5, pointMinutes: 0 },
  nodes: { timeMinutes: 10, pointMinutes: 0 },
  stateless: { timeMinutes: 15, pointMinutes: 0 },
  stateful: { timeMinutes: 60, pointMinutes: 60 },
  region: { timeMinutes: 240, pointMinutes: 60 },
};

/** Classes of the schedules a stack has when it configures none. */
const DEFAULT_SCHEDULES: Readonly<Record<string, RecoveryClass>> = {
  "daily-backup": "stateless",
  "cluster-configuration": "nodes",
  "hourly-stateful": "stateful",
};

/** What a stack says about recovery. */
export interface StackRecovery {
  readonly tier: string | undefined;
  readonly clusterName: string | undefined;
  readonly targets: RecoveryTargets;
  /** Schedule -> class, as configured. */
  readonly classes: Readonly<Record<string, RecoveryClass>>;
}

/** What holds where no stack is known. */
export const DEFAULT_RECOVERY: StackRecovery = {
  tier: undefined,
  clusterName: undefined,
  targets: DEFAULT_TARGETS,
  classes: DEFAULT_SCHEDULES,
};

const minutes = (atLeast: number) => z.int().min(atLeast).optional();
const targetsSchema = z.partialRecord(
  z.enum(RECOVERY_CLASSES),
  z.strictObject({ timeMinutes: minutes(1), pointMinutes: minutes(0) }),
);

/** The platform object of a stack file. @throws UsageError when there is none */
export function platformOf({ stack, project, config }: StackFile): Record<string, unknown> {
  const text = config[`${project}:platform`];
  const platform: unknown = text === undefined ? undefined : parse(text);
  if (!isMap(platform)) {
    throw new UsageError(`Pulumi.${stack}.yaml: expected a map "${project}:platform" that describes the platform.`);
  }
  return platform;
}

/**
 * The recovery targets of a stack, and the classes its schedules belong to.
 *
 * @throws UsageError when they are not what a stack may say
 */
export function recoveryOf(file: StackFile): StackRecovery {
  const platform = platformOf(file);
  const velero = mapAt(platform, "velero");
  const parsed = targetsSchema.safeParse(velero.recoveryTargets ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = ["velero", "recoveryTargets", ...(issue?.path ?? [])].join(".");
    throw new UsageError(
      `Pulumi.${file.stack}.yaml: ${path} is no recovery target; allowed are ${RECOVERY_CLASSES.join(", ")}, each with timeMinutes (1 or more) and pointMinutes (0 or more).`,
    );
  }
  const targets = Object.fromEntries(
    RECOVERY_CLASSES.map((name) => {
      const { timeMinutes, pointMinutes } = parsed.data[name] ?? {};
      const standard = DEFAULT_TARGETS[name];
      return [
        name,
        { timeMinutes: timeMinutes ?? standard.timeMinutes, pointMinutes: pointMinutes ?? standard.pointMinutes },
      ];
    }),
  ) as Record<RecoveryClass, RecoveryTarget>;
  const schedules = mapAt(velero, "schedules");
  return {
    tier: textAt(platform, "tier"),
    clusterName: textAt(platform, "clusterName"),
    targets,
    classes:
      velero.schedules === undefined
        ? DEFAULT_SCHEDULES
        : Object.fromEntries(
            Object.entries(schedules).flatMap(([name, schedule]) => {
              const found = RECOVERY_CLASSES.find((known) => known === textAt(schedule, "recoveryClass"));
              return found ? [[name, found]] : [];
            }),
          ),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
