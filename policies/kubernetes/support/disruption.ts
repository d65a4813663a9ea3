import { CronError, firings, parseCron } from "./cron.ts";
import type { Cron } from "./cron.ts";
import { parseDuration } from "./duration.ts";
import { Malformed } from "./findings.ts";
import type { Value } from "./value.ts";

/** Why Karpenter disrupts a node of its own accord (NodePool v1, `disruption.budgets[].reasons`). */
export const REASONS = ["Underutilized", "Empty", "Drifted"] as const;

interface Budget {
  readonly closed: boolean;
  readonly reasons: readonly string[];
  /** When it holds; always, when undefined. */
  readonly window: { schedule: string; cron: Cron; minutes: number } | undefined;
}

/** Two years, so that a schedule by month or by weekday has gone round, and the days before the first are covered. */
const OBSERVED_DAYS = 2 * 366;
const DAY_MINUTES = 24 * 60;
const closedForGood = new Map<string, boolean>();

/** @throws NotKnown, Malformed */
function readBudget(value: Value): Budget {
  const nodes = value.get("nodes").text();
  if (nodes === undefined || !/^((100|[0-9]{1,2})%|[0-9]+)$/.test(nodes)) {
    throw new Malformed(
      `${value.path}.nodes is ${nodes === undefined ? "not set" : `"${nodes}"`}; give a number of nodes or a percentage`,
    );
  }
  const schedule = value.get("schedule").string();
  const duration = value.get("duration").string();
  if ((schedule === undefined) !== (duration === undefined)) {
    throw new Malformed(`${value.path} has one of schedule and duration; give both or neither`);
  }
  return {
    closed: Number.parseInt(nodes, 10) === 0,
    reasons: value.get("reasons").present() ? value.get("reasons").strings() : REASONS,
    window: schedule === undefined ? undefined : readWindow(value, schedule, duration ?? ""),
  };
}

function readWindow(value: Value, schedule: string, duration: string): Budget["window"] {
  const seconds = parseDuration(duration);
  if (seconds === undefined || seconds < 60) {
    throw new Malformed(`${value.path}.duration is "${duration}"; give hours and minutes, such as 8h or 1h30m`);
  }
  try {
    return { schedule, cron: parseCron(schedule), minutes: Math.floor(seconds / 60) };
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    throw new Malformed(`${value.path}.schedule is "${schedule}": ${error.message}`);
  }
}

/** Whether closed windows leave no minute of two years open between them. */
function coverEverything(windows: readonly NonNullable<Budget["window"]>[]): boolean {
  const key = windows
    .map(({ schedule, minutes }) => `${schedule}|${minutes}`)
    .sort()
    .join("\n");
  let covered = closedForGood.get(key);
  if (covered === undefined) {
    covered = computeCover(windows);
    closedForGood.set(key, covered);
  }
  return covered;
}

function computeCover(windows: readonly NonNullable<Budget["window"]>[]): boolean {
  const end = OBSERVED_DAYS * DAY_MINUTES;
  const intervals = windows
    .flatMap(({ cron, minutes }) => firings(cron, OBSERVED_DAYS).map((start) => [start, start + minutes] as const))
    .sort(([a], [b]) => a - b);
  const [first] = intervals;
  if (first === undefined) return false;
  // What happened before the first day is not seen, so the cover is judged from the first window on.
  let [until] = first;
  for (const [start, stop] of intervals) {
    if (start > until) return false;
    until = Math.max(until, stop);
  }
  return until >= end;
}

/**
 * The reasons for which a node pool's budgets let a node go at some time. Without budgets Karpenter allows 10% of the
 * nodes; the most restrictive active budget wins; a percentage above zero rounds up to at least one node (Karpenter
 * docs, v1.14, "Disruption").
 *
 * @param disruption `spec.disruption` of a NodePool
 * @throws NotKnown, Malformed
 */
export function openReasons(disruption: Value): string[] {
  const budgets = disruption.get("budgets").list().map(readBudget);
  return REASONS.filter((reason) => {
    const closed = budgets.filter((budget) => budget.closed && budget.reasons.includes(reason));
    if (closed.some((budget) => budget.window === undefined)) return false;
    return (
      closed.length === 0 || !coverEverything(closed.flatMap(({ window }) => (window === undefined ? [] : [window])))
    );
  });
}
