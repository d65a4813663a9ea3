/**
 * Measures all rules of both packs over synthetic plans of 1,000 and 10,000 resources, in this process, and prints
 * medians. Rules are to be linear, and to take at most 2 s over 10,000 resources.
 */
import type { Policies, PolicyResource, StackValidationArgs } from "@pulumi/policy";
import * as policy from "@pulumi/policy";
import { pack as aws } from "../policies/aws/pack.ts";
import { pack as kubernetes } from "../policies/kubernetes/pack.ts";
import { syntheticPlan } from "./policies/syntheticPlan.ts";

const RUNS = Number(process.env.BENCH_RUNS ?? "7");
const PACKS = { [aws.name]: aws.policies, [kubernetes.name]: kubernetes.policies };

// Exported by the package, but left out of its type declarations.
const { unknownCheckingProxy } = policy as unknown as {
  unknownCheckingProxy: (props: Record<string, unknown>) => Record<string, unknown>;
};

const common = {
  stackTags: new Map<string, string>(),
  notApplicable: (): never => {
    throw new Error("a rule gave up");
  },
};

/** Runs the rules; returns the milliseconds they took and the number of findings. */
async function run(policies: Policies, resources: PolicyResource[]): Promise<{ ms: number; findings: number }> {
  let findings = 0;
  const report = (): void => {
    findings++;
  };
  const start = performance.now();
  for (const rule of policies) {
    const defaults = Object.entries(rule.configSchema?.properties ?? {}).map(([name, { default: value }]) => [
      name,
      value,
    ]);
    const values = Object.fromEntries(defaults) as Record<string, unknown>;
    const getConfig = (() => values) as StackValidationArgs["getConfig"];
    if ("validateStack" in rule) {
      await rule.validateStack({ ...common, resources, getConfig }, report);
      continue;
    }
    for (const validate of [rule.validateResource ?? []].flat()) {
      for (const resource of resources) {
        // As in the offline preview: waiting for nothing would cost more than most rules do.
        const pending = validate({ ...common, ...resource, getConfig, asType: () => undefined }, report);
        if (pending) await pending;
      }
    }
  }
  return { ms: performance.now() - start, findings };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

process.stdout.write(`Policy rules over synthetic plans: medians of ${RUNS} runs, Node ${process.versions.node}.\n\n`);
const totals: number[] = [];
for (const count of [1000, 10_000]) {
  const plan = syntheticPlan(count, unknownCheckingProxy);
  let total = 0;
  for (const [name, policies] of Object.entries(PACKS)) {
    const runs: { ms: number; findings: number }[] = [];
    for (let i = 0; i < RUNS; i++) runs.push(await run(policies, plan));
    const ms = median(runs.map((one) => one.ms));
    total += ms;
    const label = `${String(count).padStart(6)} resources  ${name.padEnd(24)}`;
    process.stdout.write(
      `${label} ${policies.length} rules  ${ms.toFixed(0).padStart(5)} ms  ${(ms / count).toFixed(4)} ms each  ${runs[0]?.findings ?? 0} findings\n`,
    );
  }
  totals.push(total);
  process.stdout.write(
    `${String(count).padStart(6)} resources  both                     ${total.toFixed(0)} ms (allowed over 10,000: 2000 ms)\n\n`,
  );
}
const [small = NaN, large = NaN] = totals;
process.stdout.write(`Ten times the resources take ${(large / small).toFixed(1)} times as long (10 is linear).\n`);
