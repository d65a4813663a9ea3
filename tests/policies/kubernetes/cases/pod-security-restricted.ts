import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { privilegedOperators, privilegedPatches } from "../support/privileged.ts";
import { collector, deployment, podPatch, release } from "../support/fixtures.ts";

const pod = "spec.template.spec";
const web = `${pod}.containers[0]`;
const migrate = `${pod}.initContainers[0]`;

function set(...changes: [path: string, value: unknown][]): PlannedResource {
  return changes.reduce((plan, [path, value]) => change(plan, path, value), deployment);
}

function refusal(path: string, value: unknown, says: string): { plan: PlannedResource; says: string[] } {
  return { plan: set([path, value]), says: [says] };
}

export const cases: RuleCases = {
  rule: "pod-security-restricted",
  passes: {
    "passes a chart and an operator's object that give nothing": [
      release("shop", { privileged: false, securityContext: { capabilities: { add: ["CHOWN"], drop: ["ALL"] } } }),
      collector,
    ],
    "passes a privileged chart in a namespace that is exempt": {
      plan: release("shop", { securityContext: { privileged: true } }, "agents"),
      parameters: { exemptNamespaces: ["agents"] },
    },
    "takes nothing for missing in a patch": podPatch({ containers: [{ name: "web", image: "shop/web:v2" }] }),
    "passes a pod that sets non-root and seccomp once for all containers": deployment,
    "passes containers that set what their pod does not": set(
      [`${pod}.securityContext`, undefined],
      [`${web}.securityContext.runAsNonRoot`, true],
      [`${web}.securityContext.seccompProfile`, { type: "Localhost", localhostProfile: "web.json" }],
      [`${migrate}.securityContext.runAsNonRoot`, true],
      [`${migrate}.securityContext.seccompProfile`, { type: "RuntimeDefault" }],
    ),
    "passes the one capability that may be added": set([
      `${web}.securityContext.capabilities.add`,
      ["NET_BIND_SERVICE"],
    ]),
    "passes a user that is not root": set([`${web}.securityContext.runAsUser`, 65532]),
    "passes every volume type of the profile": set([
      `${pod}.volumes`,
      [
        { name: "a", configMap: {} },
        { name: "b", csi: {} },
        { name: "c", downwardAPI: {} },
        { name: "d", emptyDir: {} },
        { name: "e", ephemeral: {} },
        { name: "f", persistentVolumeClaim: {} },
        { name: "g", projected: {} },
        { name: "h", secret: {} },
      ],
    ]),
    "leaves host paths, host network and host ports to another rule": set(
      [`${pod}.volumes`, [{ name: "a", hostPath: { path: "/" } }]],
      [`${pod}.hostNetwork`, true],
      [`${web}.ports[0].hostPort`, 8080],
    ),
    "passes safe sysctls and harmless SELinux and AppArmor settings": set(
      [`${pod}.securityContext.sysctls`, [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }]],
      [`${pod}.securityContext.seLinuxOptions`, { type: "container_t", level: "s0:c1" }],
      [`${web}.securityContext.appArmorProfile`, { type: "RuntimeDefault" }],
      [
        "spec.template.metadata.annotations",
        { "container.apparmor.security.beta.kubernetes.io/web": "runtime/default" },
      ],
    ),
    "passes annotations that are about something else": set([
      "spec.template.metadata.annotations",
      { "example.com/network": "unconfined" },
    ]),
    "asks for no namespace while none is exempt": change(deployment, "metadata.namespace", UNKNOWN),
    "passes an exempt namespace": {
      plan: set([`${web}.securityContext.privileged`, true]),
      parameters: { exemptNamespaces: ["shop"] },
    },
  },
  refuses: {
    "refuses privileges in a chart's values": {
      plan: release("shop", {
        hostPID: true,
        server: { securityContext: { privileged: true } },
        agent: { securityContext: { capabilities: { add: ["SYS_ADMIN"] } } },
      }),
      says: [
        "values.hostPID is true",
        "values.server.securityContext.privileged is true",
        "values.agent.securityContext.capabilities.add has SYS_ADMIN",
      ],
    },
    "refuses privileges in operators' objects": {
      plan: privilegedOperators,
      says: [
        "spec.securityContext.privileged is true",
        "spec.templates[0].container.securityContext.privileged is true",
        "spec.containers[0].securityContext.privileged is true",
      ],
    },
    "refuses a privileged container that a patch writes": {
      plan: podPatch({ containers: [{ name: "web", securityContext: { privileged: true } }] }),
      says: ["container web: spec.template.spec.containers[0].securityContext.privileged is true"],
    },
    "refuses what patches of other kinds allow": {
      plan: privilegedPatches,
      says: [
        "allowPrivilegeEscalation is not false",
        "runAsNonRoot is false",
        "spec.hostPID is true",
        "capabilities.drop does not have ALL",
        "spec.jobTemplate.spec.template.spec.hostIPC is true",
      ],
    },
    "refuses the host's process ids": refusal(`${pod}.hostPID`, true, `${pod}.hostPID is true`),
    "refuses the host's inter-process communication": refusal(`${pod}.hostIPC`, true, `${pod}.hostIPC is true`),
    "refuses a pod that may run as root": refusal(
      `${pod}.securityContext.runAsNonRoot`,
      false,
      `${pod}.securityContext.runAsNonRoot is false`,
    ),
    "refuses a container that may run as root though its pod may not": refusal(
      `${web}.securityContext.runAsNonRoot`,
      false,
      `container web: ${web}.securityContext.runAsNonRoot is false`,
    ),
    "refuses containers of which nobody says that they are not root": {
      plan: set([`${pod}.securityContext.runAsNonRoot`, undefined]),
      says: [
        `container web: ${web}.securityContext.runAsNonRoot is not set, nor is the pod's`,
        `init container migrate: ${migrate}.securityContext.runAsNonRoot is not set, nor is the pod's`,
      ],
    },
    "refuses root by its number in the pod": refusal(`${pod}.securityContext.runAsUser`, 0, "runAsUser is 0"),
    "refuses root by its number in a container": refusal(`${web}.securityContext.runAsUser`, 0, "runAsUser is 0"),
    "refuses containers without a seccomp profile of their own or their pod's": {
      plan: set([`${pod}.securityContext.seccompProfile`, undefined]),
      says: [`container web: ${web}.securityContext.seccompProfile.type is not set`, "init container migrate"],
    },
    "refuses an unconfined pod": refusal(
      `${pod}.securityContext.seccompProfile.type`,
      "Unconfined",
      `${pod}.securityContext.seccompProfile.type is "Unconfined"`,
    ),
    "refuses an unconfined container": refusal(
      `${web}.securityContext.seccompProfile`,
      { type: "Unconfined" },
      `${web}.securityContext.seccompProfile.type is "Unconfined"`,
    ),
    "refuses a privileged container": refusal(
      `${web}.securityContext.privileged`,
      true,
      "securityContext.privileged is true",
    ),
    "refuses a container whose privileges may grow": refusal(
      `${web}.securityContext.allowPrivilegeEscalation`,
      undefined,
      `${web}.securityContext.allowPrivilegeEscalation is not false`,
    ),
    "refuses a container that keeps capabilities": refusal(
      `${web}.securityContext.capabilities.drop`,
      ["NET_RAW"],
      `${web}.securityContext.capabilities.drop does not have ALL`,
    ),
    "refuses a container that says nothing of capabilities": refusal(
      `${web}.securityContext.capabilities`,
      undefined,
      "capabilities.drop does not have ALL",
    ),
    "refuses a capability that is added": refusal(
      `${web}.securityContext.capabilities.add`,
      ["NET_BIND_SERVICE", "SYS_ADMIN"],
      "capabilities.add has SYS_ADMIN",
    ),
    "refuses an init container as it does a container": refusal(
      `${migrate}.securityContext.privileged`,
      true,
      `init container migrate: ${migrate}.securityContext.privileged is true`,
    ),
    "refuses a volume type outside the profile": refusal(
      `${pod}.volumes`,
      [{ name: "share", nfs: { server: "files", path: "/" } }],
      `${pod}.volumes[0] is a volume of the type nfs`,
    ),
    "refuses an unsafe sysctl": refusal(
      `${pod}.securityContext.sysctls`,
      [{ name: "kernel.msgmax", value: "1" }],
      'sysctls[0].name is "kernel.msgmax"',
    ),
    "refuses an SELinux type of the host": refusal(
      `${pod}.securityContext.seLinuxOptions`,
      { type: "spc_t" },
      'seLinuxOptions.type is "spc_t"',
    ),
    "refuses an SELinux user": refusal(
      `${web}.securityContext.seLinuxOptions`,
      { user: "root" },
      "seLinuxOptions.user is set",
    ),
    "refuses an SELinux role": refusal(
      `${web}.securityContext.seLinuxOptions`,
      { role: "r" },
      "seLinuxOptions.role is set",
    ),
    "refuses a pod without AppArmor": refusal(
      `${pod}.securityContext.appArmorProfile`,
      { type: "Unconfined" },
      'appArmorProfile.type is "Unconfined"',
    ),
    "refuses a container without AppArmor by annotation": refusal(
      "spec.template.metadata.annotations",
      { "container.apparmor.security.beta.kubernetes.io/web": "unconfined" },
      'annotations["container.apparmor.security.beta.kubernetes.io/web"] is "unconfined"',
    ),
    "refuses an unmasked /proc": refusal(`${web}.securityContext.procMount`, "Unmasked", 'procMount is "Unmasked"'),
    "refuses a Windows host process": refusal(
      `${pod}.securityContext.windowsOptions`,
      { hostProcess: true },
      "windowsOptions.hostProcess is true",
    ),
    "refuses a probe of another host": refusal(
      `${web}.readinessProbe.httpGet.host`,
      "169.254.169.254",
      'readinessProbe.httpGet.host is "169.254.169.254"',
    ),
    "refuses a security context of the wrong shape": {
      plan: set([`${web}.securityContext`, "strict"]),
      says: [`${web}.securityContext is a string; it must be an object`],
    },
  },
  unclear: {
    "advises on an unknown user and still refuses what is seen": {
      plan: set([`${web}.securityContext.runAsUser`, UNKNOWN], [`${web}.securityContext.privileged`, true]),
      unknown: `${web}.securityContext.runAsUser`,
      says: [`${web}.securityContext.privileged is true`],
    },
    "advises on a pod whose settings are unknown and still refuses a container's": {
      plan: set([`${pod}.securityContext`, UNKNOWN], [`${web}.securityContext.allowPrivilegeEscalation`, true]),
      unknown: `${pod}.securityContext`,
      says: ["allowPrivilegeEscalation is not false"],
    },
  },
};
