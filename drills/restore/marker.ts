import { drillNamespace, runLabels } from "../common/names.ts";
import type { KubeObject } from "../kube/objects.ts";

/** Name of the ConfigMap, the claim and the first Job in a marked namespace. */
export const MARKER = "marker";
/** Name of the Job that reads the volume after the restore. */
export const READER = "reader";
const FILE = "/data/marker";

/** A small image with a shell. Source: Docker Official Images, busybox, 1.37.0 (2024-09). */
export const JOB_IMAGE = "public.ecr.aws/docker/library/busybox:1.37.0";

/** The namespace a smoke drill makes, loses and restores. */
export function markedNamespace(run: string): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: drillNamespace("restore", run),
      // Its pods live by the strictest profile, whatever the cluster's default.
      labels: { ...runLabels(run), "pod-security.kubernetes.io/enforce": "restricted" },
    },
  };
}

/** What must come back: it says which run it belongs to, so that no other run's will do. */
export function markerConfigMap(run: string): KubeObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: inNamespace(run, MARKER), data: { run } };
}

/** A volume of the cluster's default class. */
export function markerClaim(run: string): KubeObject {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: inNamespace(run, MARKER),
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  };
}

/** Writes the run's id into the volume, and flushes it: a snapshot holds what is on the device, not in memory. */
export function writerJob(run: string): KubeObject {
  return job(run, MARKER, `echo -n ${run} > ${FILE} && sync`);
}

/** Tells what the volume holds, as the message its container ends with. */
export function readerJob(run: string): KubeObject {
  return job(run, READER, `cat ${FILE} > /dev/termination-log`);
}

function job(run: string, name: string, script: string): KubeObject {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: inNamespace(run, name),
    spec: jobSpec(run, script, { volume: { persistentVolumeClaim: { claimName: MARKER } }, readOnly: name === READER }),
  };
}

/** A Job that runs a script on one volume at /data, once, as nobody and with no right to anything. */
export function jobSpec(run: string, script: string, mount: { volume: object; readOnly: boolean }): object {
  return {
    backoffLimit: 2,
    template: {
      metadata: { labels: runLabels(run) },
      spec: {
        restartPolicy: "Never",
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 65534,
          runAsGroup: 65534,
          fsGroup: 65534,
          seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [
          {
            name: "job",
            image: JOB_IMAGE,
            command: ["sh", "-ec", script],
            resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            },
            volumeMounts: [{ name: "data", mountPath: "/data", readOnly: mount.readOnly }],
          },
        ],
        volumes: [{ name: "data", ...mount.volume }],
      },
    },
  };
}

function inNamespace(run: string, name: string): KubeObject["metadata"] {
  return { name, namespace: drillNamespace("restore", run), labels: runLabels(run) };
}

/** Backup of that namespace alone. It expires by itself should the drill not live to delete it. */
export function smokeBackupSpec(run: string, volume: boolean): object {
  return {
    includedNamespaces: [drillNamespace("restore", run)],
    ttl: "24h0m0s",
    snapshotVolumes: volume,
    defaultVolumesToFsBackup: false,
  };
}
