import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { EnforcementLevel, Policies, PolicyPackConfig } from "@pulumi/policy";
import { ProgramError } from "./errors.ts";

/** A policy pack, ready to run: its rules and the configuration of the stack's tier. */
export interface Pack {
  readonly name: string;
  readonly enforcementLevel: EnforcementLevel;
  readonly policies: Policies;
  /** Rule name -> level and parameters, as `pulumi preview --policy-pack-config` takes it. */
  readonly config: PolicyPackConfig;
}

const POLICIES = join(import.meta.dirname, "..", "policies");

/**
 * Loads every pack in `policies/`. A pack is strict by itself; `config/<tier>.json` in it, where there is one, says what
 * is looser in that tier, exactly as it would be given to the engine.
 *
 * @param tier the stack's tier; undefined, or one without a file, leaves the packs as strict as they are
 */
export async function loadPacks(tier: string | undefined): Promise<Pack[]> {
  const names = readdirSync(POLICIES).filter((name) => existsSync(join(POLICIES, name, "pack.ts")));
  return Promise.all(names.sort().map((name) => loadPack(join(POLICIES, name), tier)));
}

async function loadPack(dir: string, tier: string | undefined): Promise<Pack> {
  const { pack } = (await import(pathToFileURL(join(dir, "pack.ts")).href)) as { pack: Omit<Pack, "config"> };
  const file = join(dir, "config", `${tier ?? ""}.json`);
  const config = tier !== undefined && /^[a-z]+$/.test(tier) && existsSync(file) ? readConfig(file) : {};
  const known = new Set(pack.policies.map((policy) => policy.name));
  const strange = Object.keys(config).filter((rule) => rule !== "all" && !known.has(rule));
  if (strange.length > 0)
    throw new ProgramError(`${file} configures ${strange.join(", ")}, which the pack does not have`);
  return { ...pack, config };
}

function readConfig(file: string): PolicyPackConfig {
  return JSON.parse(readFileSync(file, "utf8")) as PolicyPackConfig;
}
