import { UNKNOWN } from "../../../support/policies.ts";
import { change, type RuleCases } from "./cases.ts";
import { container, deployment, template } from "./fixtures.ts";

const containers = "spec.template.spec.containers";

/** The cases of a rule that asks every serving container for a probe. */
export function probeCases(rule: string, probe: "livenessProbe" | "readinessProbe"): RuleCases {
  const path = `${containers}[0].${probe}`;
  const unprobed = change(deployment, path, undefined);
  return {
    rule,
    passes: {
      "passes a serving container with a probe": deployment,
      "asks nothing of a container that opens no port": change(unprobed, `${containers}[0].ports`, undefined),
      "asks nothing of an init container that ends": change(deployment, "spec.template.spec.initContainers[0].ports", [
        { containerPort: 80 },
      ]),
      "asks nothing of a Job": {
        type: "kubernetes:batch/v1:Job",
        props: {
          spec: { template: { ...template, spec: { containers: [{ ...container, [probe]: undefined }] } } },
        },
      },
    },
    refuses: {
      "refuses a serving container without a probe": {
        plan: unprobed,
        says: [`container web: ${path} is not set`],
      },
      "refuses a probe that asks nothing": {
        plan: change(deployment, path, { periodSeconds: 5 }),
        says: [`${path} has none of httpGet, tcpSocket, exec, grpc`],
      },
      "refuses it of a Rollout": {
        plan: { ...unprobed, type: "kubernetes:argoproj.io/v1alpha1:Rollout" },
        says: [`${path} is not set`],
      },
      "refuses it of a StatefulSet": {
        plan: { ...unprobed, type: "kubernetes:apps/v1:StatefulSet" },
        says: [`${path} is not set`],
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
        plan: change(deployment, path, "tcp"),
        says: [`${path} is a string; it must be an object`],
      },
    },
    unclear: {
      "advises on an unknown probe and still refuses another container": {
        plan: change(change(deployment, path, UNKNOWN), `${containers}[1]`, {
          name: "admin",
          ports: [{ containerPort: 9 }],
        }),
        unknown: path,
        says: ["container admin"],
      },
    },
  };
}
