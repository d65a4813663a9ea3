import type { Container } from "./containers.ts";
import type { Met } from "./embedded.ts";
import type { Findings } from "./findings.ts";
import type { PodTemplate } from "./podTemplates.ts";
import type { Value } from "./value.ts";

// The controls of the profile "restricted" of the Kubernetes Pod Security Standards (v1.34), "baseline" included. Host
// network, host ports and hostPath are left to a rule of their own, and Windows and ephemeral containers are left out.

/** Sysctls that are namespaced and harmless (Pod Security Standards, "Sysctls"). */
const SAFE_SYSCTLS = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];
const SELINUX_TYPES = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];
const SECCOMP_TYPES = ["RuntimeDefault", "Localhost"];
const VOLUME_TYPES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
const APPARMOR_ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";
const HANDLERS = ["httpGet", "tcpSocket"];
const PROBES = ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop"];

/** Reports a violation in the words "<label>: <path> is …". */
type Say = (value: Value, text: string) => void;

function mustNotBeTrue(value: Value, say: Say): void {
  if (value.boolean() === true) say(value, "is true; remove it");
}

/** The options that a pod and a container share: SELinux, AppArmor, seccomp's own value, hostProcess, root by number. */
function checkShared(context: Value, findings: Findings, say: Say): void {
  const each = (body: () => void): void => {
    findings.check(body);
  };
  each(() => {
    mustNotBeTrue(context.at("windowsOptions.hostProcess"), say);
  });
  each(() => {
    const type = context.at("seLinuxOptions.type");
    const given = type.string();
    if (given !== undefined && !SELINUX_TYPES.includes(given)) say(type, `is "${given}"; leave SELinux to the runtime`);
  });
  for (const field of ["seLinuxOptions.user", "seLinuxOptions.role"]) {
    each(() => {
      const value = context.at(field);
      if ((value.string() ?? "") !== "") say(value, "is set; leave SELinux to the runtime");
    });
  }
  each(() => {
    const type = context.at("appArmorProfile.type");
    const given = type.string();
    if (given !== undefined && !SECCOMP_TYPES.includes(given)) say(type, `is "${given}"; use RuntimeDefault`);
  });
  each(() => {
    const type = context.at("seccompProfile.type");
    const given = type.string();
    if (given !== undefined && !SECCOMP_TYPES.includes(given)) say(type, `is "${given}"; use RuntimeDefault`);
  });
  each(() => {
    const user = context.get("runAsUser");
    if (user.number() === 0) say(user, "is 0, which is root; use another user");
  });
}

/** Reports what a pod's own settings allow that the profile forbids. */
export function checkPod(template: PodTemplate, findings: Findings): void {
  const say: Say = (value, text) => {
    findings.violation(`${value.path} ${text}`);
  };
  const { spec, metadata } = template;
  for (const field of ["hostPID", "hostIPC"]) {
    findings.check(() => {
      mustNotBeTrue(spec.get(field), say);
    });
  }
  const context = spec.get("securityContext");
  checkShared(context, findings, say);
  findings.check(() => {
    const nonRoot = context.get("runAsNonRoot");
    if (nonRoot.boolean() === false) say(nonRoot, "is false; set it to true");
  });
  findings.check(() => {
    for (const sysctl of context.get("sysctls").list()) {
      findings.check(() => {
        const name = sysctl.get("name");
        const given = name.string() ?? "";
        if (!SAFE_SYSCTLS.includes(given)) say(name, `is "${given}", which is not among the safe sysctls; remove it`);
      });
    }
  });
  findings.check(() => {
    for (const volume of spec.get("volumes").list()) {
      findings.check(() => {
        const types = Object.keys(volume.object() ?? {}).filter((key) => key !== "name" && volume.get(key).given());
        const other = types.filter((type) => type !== "hostPath" && !VOLUME_TYPES.includes(type));
        for (const type of other) say(volume, `is a volume of the type ${type}; use a persistent volume claim`);
      });
    }
  });
  findings.check(() => {
    for (const [key, value] of metadata.get("annotations").entries()) {
      if (!key.startsWith(APPARMOR_ANNOTATION)) continue;
      const profile = value.string() ?? "";
      if (profile !== "" && profile !== "runtime/default" && !profile.startsWith("localhost/")) {
        say(value, `is "${profile}"; use runtime/default`);
      }
    }
  });
}

/**
 * Reports what a container's settings, or the pod's in their place, allow that the profile forbids.
 *
 * @param partial whether the container is part of a patch, where nothing is missing that is not set.
 */
export function checkContainer({ label, value, template }: Container, findings: Findings, partial = false): void {
  const context = value.get("securityContext");
  const pod = template.spec.get("securityContext");
  const say: Say = (found, text) => {
    findings.violation(`${label}: ${found.path} ${text}`);
  };
  checkShared(context, findings, say);
  findings.check(() => {
    mustNotBeTrue(context.get("privileged"), say);
  });
  findings.check(() => {
    const escalation = context.get("allowPrivilegeEscalation");
    const given = escalation.boolean();
    if (given === true || (given === undefined && !partial)) say(escalation, "is not false; set it to false");
  });
  findings.check(() => {
    const own = context.get("runAsNonRoot");
    const nonRoot = own.boolean();
    if (nonRoot === false) say(own, "is false; set it to true");
    if (partial) return;
    if (nonRoot === undefined && pod.get("runAsNonRoot").boolean() === undefined) {
      say(own, "is not set, nor is the pod's; set one of them to true");
    }
  });
  findings.check(() => {
    if (partial) return;
    const own = context.at("seccompProfile.type");
    if (own.string() === undefined && pod.at("seccompProfile.type").string() === undefined) {
      say(own, "is not set, nor is the pod's; set one of them to RuntimeDefault");
    }
  });
  findings.check(() => {
    const drop = context.at("capabilities.drop");
    if (partial && !drop.given()) return;
    if (!drop.strings().includes("ALL")) say(drop, "does not have ALL; drop every capability");
  });
  findings.check(() => {
    const add = context.at("capabilities.add");
    const other = add.strings().filter((capability) => capability !== "NET_BIND_SERVICE");
    if (other.length > 0) say(add, `has ${other.join(", ")}; only NET_BIND_SERVICE may be added`);
  });
  findings.check(() => {
    const mount = context.get("procMount");
    const given = mount.string() ?? "Default";
    if (given !== "Default") say(mount, `is "${given}"; leave it at Default`);
  });
  for (const probe of PROBES) {
    for (const handler of HANDLERS) {
      findings.check(() => {
        const host = value.at(`${probe}.${handler}.host`);
        const given = host.string() ?? "";
        if (given !== "") say(host, `is "${given}"; leave it out, so that the pod itself is asked`);
      });
    }
  }
}

/** Keys that give a pod more than the profile "baseline" allows, and those that hold such keys. */
export const HOLDS_PRIVILEGE =
  /^(privileged|hostPID|hostIPC|capabilities)$|(securityContext|containers?|podspec|podtemplate)$/i;

/** Capabilities that "baseline" lets a container add (Pod Security Standards, "Capabilities"). */
const BASELINE_CAPABILITIES = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  ),
);

/**
 * What a field of a chart's values or an operator's object gives that even the profile "baseline" forbids; undefined when
 * it gives nothing. What is not set is the chart's or the operator's own, which cannot be seen here.
 *
 * @throws NotKnown, Malformed
 */
export function embeddedPrivilege({ key, value }: Met): string | undefined {
  if (["privileged", "hostPID", "hostIPC"].includes(key)) {
    return value.truthy() && !value.isObject() ? `${value.path} is true; remove it` : undefined;
  }
  if (key !== "capabilities" || !value.isObject()) return undefined;
  const other = value
    .get("add")
    .strings()
    .filter((capability) => !BASELINE_CAPABILITIES.has(capability));
  return other.length > 0 ? `${value.path}.add has ${other.join(", ")}; leave them out` : undefined;
}
