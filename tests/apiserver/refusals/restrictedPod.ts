import { refusal, type Refusals } from "./refusal.ts";
import { podOf } from "../support/pods.ts";

const CONTAINER = "spec.containers.0";
const SECURITY = `${CONTAINER}.securityContext`;

/** What an API server has against a pod in a namespace that enforces the restricted standard and has a limit range. */
export const RESTRICTED_POD: Refusals = {
  kind: "Rollout",
  as: (rollout) => {
    const pod = podOf(rollout);
    if (!pod) throw new Error("the rollout has no pods");
    return pod;
  },
  cases: {
    "a privileged container": refusal(`${SECURITY}.privileged`, true, "privileged"),
    "a container that may gain privileges": refusal(
      `${SECURITY}.allowPrivilegeEscalation`,
      true,
      'allowPrivilegeEscalation != false (container "myapp" must set securityContext.allowPrivilegeEscalation=false)',
    ),
    "a container that keeps its capabilities": refusal(
      `${SECURITY}.capabilities`,
      undefined,
      "unrestricted capabilities",
    ),
    "a container with a capability more": refusal(
      `${SECURITY}.capabilities`,
      { drop: ["ALL"], add: ["NET_ADMIN"] },
      "NET_ADMIN",
    ),
    "a container without a security context": refusal(SECURITY, undefined, 'violates PodSecurity "restricted:latest"'),
    "a pod that may run as root": refusal("spec.securityContext.runAsNonRoot", false, "runAsNonRoot != true"),
    "a pod that runs as root": refusal("spec.securityContext.runAsUser", 0, "runAsUser=0"),
    "a pod without a seccomp profile": refusal("spec.securityContext.seccompProfile", undefined, "seccompProfile"),
    "a pod in the node's network": refusal("spec.hostNetwork", true, "host namespaces (hostNetwork=true)"),
    "a pod among the node's processes": refusal("spec.hostPID", true, "host namespaces (hostPID=true)"),
    "a pod that shares the node's memory": refusal("spec.hostIPC", true, "host namespaces (hostIPC=true)"),
    "a port of the node": refusal(`${CONTAINER}.ports`, [{ containerPort: 8080, hostPort: 8080 }], "hostPort"),
    "a folder of the node": refusal(
      "spec.volumes",
      [
        { name: "writable-0", emptyDir: {} },
        { name: "node", hostPath: { path: "/" } },
      ],
      'volume "node" uses restricted volume type "hostPath"',
    ),
    "a kernel setting for the whole node": refusal(
      "spec.securityContext.sysctls",
      [{ name: "kernel.msgmax", value: "65536" }],
      "forbidden sysctls (kernel.msgmax)",
    ),
    "a priority that does not exist": refusal("spec.priorityClassName", "urgent", "no PriorityClass with name urgent"),
    "a limit that is no quantity": refusal(
      `${CONTAINER}.resources`,
      { limits: { memory: "plenty" } },
      "quantities must match the regular expression",
    ),
    "a limit below the request": refusal(
      `${CONTAINER}.resources`,
      { requests: { memory: "256Mi" }, limits: { memory: "128Mi" } },
      "must be less than or equal to memory limit",
    ),
  },
};
