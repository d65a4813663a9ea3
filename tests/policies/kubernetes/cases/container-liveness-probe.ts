import { UNKNOWN } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { container, deployment, template } from "../support/fixtures.ts";

const containers = "spec.template.spec.containers";
const probe = `${containers}[0].livenessProbe`;
const unprobed = change(deployment, probe, undefined);

export const cases: RuleCases = {
  rule: "container-liveness-probe",
  passes: {
    "passes a serving container with a probe": deployment,
    "asks nothing of a container that opens no port": change(unprobed, `${containers}[0].ports`, undefined),
    "asks nothing of an init container that ends": change(deployment, "spec.template.spec.initContainers[0].ports", [
      { containerPort: 80 },
    ]),
    "asks nothing of a Job": {
      type: "kubernetes:batch/v1:Job",
      props: {
        spec: { template: { ...template, spec: { containers: [{ ...container, livenessProbe: undefined }] } } },
      },
    },
  },
  refuses: {
    "refuses a serving container without a probe": {
      plan: unprobed,
      says: [`container web: ${probe} is not set`],
    },
    "refuses a probe that asks nothing": {
      plan: change(deployment, probe, { periodSeconds: 5 }),
      says: [`${probe} has none of httpGet, tcpSocket, exec, grpc`],
    },
    "refuses it of a Rollout": {
      plan: { ...unprobed, type: "kubernetes:argoproj.io/v1alpha1:Rollout" },
      says: [`${probe} is not set`],
    },
    "refuses it of a StatefulSet": {
      plan: { ...unprobed, type: "kubernetes:apps/v1:StatefulSet" },
      says: [`${probe} is not set`],
    },
    "refuses a sidecar among the init containers": {
      plan: change(
        change(deployment, "spec.template.spec.initContainers[0].ports", [{ containerPort: 80 }]),
        "spec.template.spec.initContainers[0].restartPolicy",
        "Always",
      ),
      says: ["init container migrate"],
    },
    "refuses a probe of the wrong shape": {
      plan: change(deployment, probe, "tcp"),
      says: [`${probe} is a string; it must be an object`],
    },
  },
  unclear: {
    "advises on an unknown probe and still refuses another container": {
      plan: change(change(deployment, probe, UNKNOWN), `${containers}[1]`, {
        name: "admin",
        ports: [{ containerPort: 9 }],
      }),
      unknown: probe,
      says: ["container admin"],
    },
  },
};
