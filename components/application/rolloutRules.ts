import { DURATION, durationSeconds } from "../shared/durations.ts";
import type { RolloutSpec } from "./rollout.ts";

/**
 * What the Rollout's own schema lets pass and its controller then refuses, with the phase InvalidSpec and no pod.
 * Source: argoproj/argo-rollouts, v1.9.1, pkg/apis/rollouts/validation.
 */
export function rolloutProblems(spec: RolloutSpec): string[] {
  const { canary, blueGreen } = spec.strategy ?? {};
  return [
    ...commonProblems(spec),
    ...(canary && blueGreen ? ["has two strategies; a Rollout takes one"] : []),
    ...(!canary && !blueGreen ? ["has no strategy"] : []),
    ...(canary ? canaryProblems(canary) : []),
    ...(blueGreen ? blueGreenProblems(blueGreen, spec.revisionHistoryLimit ?? 10) : []),
  ];
}

type Canary = NonNullable<NonNullable<RolloutSpec["strategy"]>["canary"]>;
type BlueGreen = NonNullable<NonNullable<RolloutSpec["strategy"]>["blueGreen"]>;
type Step = NonNullable<Canary["steps"]>[number];

/** Share of traffic that is all of it, for every router but nginx and plug-ins. */
const FULL_WEIGHT = 100;

function commonProblems({
  selector,
  template,
  progressDeadlineSeconds = 600,
  minReadySeconds = 0,
}: RolloutSpec): string[] {
  const labels = template?.metadata?.labels ?? {};
  const selected = Object.entries(selector?.matchLabels ?? {});
  return [
    ...(selected.length === 0 ? ["has an empty selector"] : []),
    ...(selected.some(([key, value]) => labels[key] !== value)
      ? ["has a selector that does not take in its own pods"]
      : []),
    ...(progressDeadlineSeconds <= minReadySeconds ? ["must be ready for longer than its progress deadline"] : []),
  ];
}

function canaryProblems(canary: Canary): string[] {
  const { stableService, canaryService, trafficRouting, pingPong, maxSurge = "25%", maxUnavailable = "25%" } = canary;
  const both = stableService !== undefined && canaryService !== undefined;
  return [
    ...(both && stableService === canaryService
      ? ["has one Service for the stable and the canary version; it takes two"]
      : []),
    ...(trafficRouting?.alb && !pingPong && !both ? ["shifts traffic without a stable and a canary Service"] : []),
    ...(amount(maxSurge) === 0 && amount(maxUnavailable) === 0 ? ["has maxSurge and maxUnavailable both at zero"] : []),
    ...(!trafficRouting && canary.scaleDownDelaySeconds !== undefined
      ? ["delays scaling down without shifting traffic"]
      : []),
    ...(!trafficRouting && canary.dynamicStableScale === true
      ? ["scales the stable version dynamically without shifting traffic"]
      : []),
    ...(trafficRouting && canary.dynamicStableScale === true && canary.scaleDownDelaySeconds !== undefined
      ? ["scales the stable version dynamically and delays scaling down"]
      : []),
    ...(trafficRouting?.maxTrafficWeight !== undefined && !trafficRouting.nginx && !trafficRouting.plugins
      ? ["sets maxTrafficWeight, which only nginx and plug-ins have"]
      : []),
    ...(pingPong && trafficRouting?.alb && trafficRouting.alb.rootService === undefined
      ? ["plays ping-pong without a root Service"]
      : []),
    ...(canary.steps ?? []).flatMap((step, index) =>
      stepProblems(step, Boolean(trafficRouting)).map((problem) => `step ${index + 1} ${problem}`),
    ),
  ];
}

function stepProblems(step: Step, routed: boolean): string[] {
  const actions = Object.values(step).filter((value) => value !== undefined).length;
  const { setWeight, pause, setCanaryScale } = step;
  const duration = pause?.duration;
  return [
    ...(actions === 1 ? [] : [`does ${actions} things; a step does one`]),
    ...(setWeight !== undefined && (setWeight < 0 || setWeight > FULL_WEIGHT)
      ? [`sets a weight of ${setWeight}, outside 0 to ${FULL_WEIGHT}`]
      : []),
    ...(typeof duration === "string" && !DURATION.test(duration)
      ? [`pauses for ${duration}, which is no duration`]
      : []),
    ...(duration !== undefined && pauseSeconds(duration) < 0 ? ["pauses for less than no time"] : []),
    ...(setCanaryScale && !routed ? ["sets the canary's scale without shifting traffic"] : []),
  ];
}

function pauseSeconds(duration: string | number): number {
  if (typeof duration === "number") return duration;
  return DURATION.test(duration) ? durationSeconds(duration) : 0;
}

function blueGreenProblems(
  { activeService, previewService, scaleDownDelayRevisionLimit = 0 }: BlueGreen,
  history: number,
): string[] {
  return [
    ...(activeService === previewService
      ? ["has one Service for the active and the preview version; it takes two"]
      : []),
    ...(scaleDownDelayRevisionLimit > history ? ["keeps more old versions running than it remembers"] : []),
  ];
}

function amount(value: number | string): number {
  return typeof value === "number" ? value : Number.parseInt(value, 10);
}
