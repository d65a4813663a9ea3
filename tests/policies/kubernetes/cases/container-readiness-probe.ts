import type { RuleCases } from "../support/cases.ts";
import { probeCases } from "../support/probeCases.ts";

export const cases: RuleCases = probeCases("container-readiness-probe", "readinessProbe");
