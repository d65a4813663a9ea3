import { UNKNOWN } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { release } from "../support/fixtures.ts";

const pinned = change(release("velero", {}), "version", "12.1.0");

export const cases: RuleCases = {
  rule: "helm-release-pinned-version",
  passes: {
    "passes one version": pinned,
    "passes a version with a v, and one before its release": [
      { ...change(pinned, "version", "v1.21.1"), name: "a" },
      { ...change(pinned, "version", "1.21.1-rc.1+build.2"), name: "b" },
    ],
    "asks for none of a chart that is a directory or a file": [
      { ...change(change(pinned, "version", undefined), "chart", "./charts/web"), name: "a" },
      { ...change(change(pinned, "version", undefined), "chart", "web-1.0.0.tgz"), name: "b" },
    ],
  },
  refuses: {
    "refuses a release without a version": {
      plan: change(pinned, "version", undefined),
      says: ["version is not set, which means the newest"],
    },
    "refuses one of a registry without a version": {
      plan: change(change(pinned, "version", ""), "chart", "oci://public.ecr.aws/karpenter/karpenter"),
      says: ["version is not set"],
    },
    ...Object.fromEntries(
      ["^12.1.0", ">=12", "12.x", "*", "12.1", "~12.1.0", "12.1.0 || 13.0.0"].map((range) => [
        `refuses the range ${range}`,
        { plan: change(pinned, "version", range), says: [`version is "${range}", which is no one version`] },
      ]),
    ),
  },
  unclear: {
    "advises on a version that is not known": {
      plan: change(pinned, "version", UNKNOWN),
      unknown: "version",
      says: [],
    },
  },
};
