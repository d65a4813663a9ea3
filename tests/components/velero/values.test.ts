import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { parse } from "yaml";
import { NODE_AGENT_MODES, type NodeAgentMode } from "../../../components/velero/configTypes.ts";
import { veleroValues } from "../../../components/velero/values.ts";
import { itByReference } from "../../support/reference.ts";

function values(nodeAgent: NodeAgentMode = "none", serviceMonitors = true) {
  return veleroValues({
    region: "eu-west-1",
    clusterName: "atlas-prod",
    bucket: "atlas-velero-atlas-prod-0a1b2c3d",
    keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
    nodeAgent,
    serviceMonitors,
  });
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Values over a chart's own, as Helm lays them: maps are merged, all else is replaced. */
function over(chart: Tree, given: Tree): Tree {
  return Object.entries(given).reduce<Tree>((merged, [key, value]) => {
    const own = merged[key];
    return { ...merged, [key]: isTree(own) && isTree(value) ? over(own, value) : value };
  }, chart);
}

/** Every map called `resources` and every map that ends in `Resources`, with its path. */
function resourcesIn(value: unknown, path = ""): [string, Tree][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => resourcesIn(item, `${path}[${index}]`));
  if (!isTree(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    /^(resources|upgradeJobResources)$/.test(key) && isTree(child)
      ? [[`${path}.${key}`, child] as [string, Tree]]
      : resourcesIn(child, `${path}.${key}`),
  );
}

describe("the values of Velero's chart", () => {
  it("store backups in the bucket, with its key, in its region", () => {
    expect(values().configuration.backupStorageLocation).to.deep.equal([
      {
        name: "default",
        provider: "aws",
        bucket: "atlas-velero-atlas-prod-0a1b2c3d",
        default: true,
        accessMode: "ReadWrite",
        config: {
          region: "eu-west-1",
          kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1",
          serverSideEncryption: "aws:kms",
        },
      },
    ]);
    expect(values().configuration.volumeSnapshotLocation).to.deep.equal([
      { name: "default", provider: "aws", config: { region: "eu-west-1" } },
    ]);
  });

  it("have volumes snapshotted by their driver", () => {
    expect(values().configuration.features).to.equal("EnableCSI");
    expect(values().snapshotsEnabled).to.equal(true);
  });

  it("bring no secret with credentials, and name the service account the role is for", () => {
    expect(values().credentials).to.deep.equal({ useSecret: false });
    expect(values().serviceAccount.server).to.deep.equal({ create: true, name: "velero" });
  });

  it("pin the server and the one plugin it needs", () => {
    const { image, initContainers } = values();
    expect(image).to.include({ repository: "docker.io/velero/velero", tag: "v1.18.2" });
    expect(initContainers.map((container) => container.image)).to.deep.equal([
      "docker.io/velero/velero-plugin-for-aws:v1.14.2",
    ]);
    expect(initContainers[0]?.volumeMounts).to.deep.equal([{ name: "plugins", mountPath: "/target" }]);
  });

  it("size every container, the plugin's and the jobs' included", () => {
    for (const mode of NODE_AGENT_MODES) {
      const found = resourcesIn(values(mode));
      expect(found.map(([path]) => path)).to.have.members([
        ".resources",
        ".initContainers[0].resources",
        ".upgradeJobResources",
        ...(mode === "none" ? [] : [".nodeAgent.resources"]),
      ]);
      for (const [path, resources] of found) {
        expect(resources, path).to.have.nested.property("requests.cpu");
        expect(resources, path).to.have.nested.property("requests.memory");
        expect(resources, path).to.have.nested.property("limits.memory");
      }
    }
    const maintenance = values().configuration.repositoryMaintenanceJob.repositoryConfigData.global.podResources;
    expect(maintenance).to.have.all.keys("cpuRequest", "cpuLimit", "memoryRequest", "memoryLimit");
  });

  it("run the server and everything beside it under the restricted profile, on a read-only root", () => {
    const { podSecurityContext, containerSecurityContext, initContainers } = values();
    expect(podSecurityContext).to.deep.include({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(podSecurityContext.runAsUser).to.be.above(0);
    for (const context of [containerSecurityContext, initContainers[0]?.securityContext]) {
      expect(context).to.deep.equal({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
  });

  it("give what is written a place that can be written to", () => {
    expect(values().configuration.extraEnvVars).to.deep.include({ name: "HOME", value: "/scratch" });
  });

  it("tell the plugin whose volumes it makes, since the role may make no others", () => {
    expect(values().configuration.extraEnvVars).to.deep.include({ name: "AWS_CLUSTER_NAME", value: "atlas-prod" });
  });

  it("make no schedules and no rules: both are made elsewhere", () => {
    expect(values().schedules).to.deep.equal({});
    expect(values().metrics.prometheusRule).to.deep.equal({ enabled: false });
  });

  it("monitor the server, and the node agents where there are some, only where the kinds for it are there", () => {
    const monitors = (mode: NodeAgentMode, on: boolean) => {
      const { serviceMonitor, nodeAgentPodMonitor } = values(mode, on).metrics;
      expect([serviceMonitor.autodetect, nodeAgentPodMonitor.autodetect]).to.deep.equal([false, false]);
      return [serviceMonitor.enabled, nodeAgentPodMonitor.enabled];
    };
    expect(monitors("none", true)).to.deep.equal([true, false]);
    expect(monitors("data-movement", true)).to.deep.equal([true, true]);
    expect(monitors("data-movement", false)).to.deep.equal([false, false]);
  });

  it("have node agents only where they are needed, and let them see the nodes' files only for file-system backups", () => {
    expect(values("none").deployNodeAgent).to.equal(false);
    expect(values("none")).to.not.have.any.keys("nodeAgent", "configMaps");
    for (const [mode, hidden] of [
      ["data-movement", true],
      ["file-system", false],
    ] as const) {
      const given: Tree = values(mode);
      expect(given).to.include({ deployNodeAgent: true });
      expect(given.nodeAgent).to.deep.include({ disableHostPath: hidden, tolerations: [{ operator: "Exists" }] });
    }
  });

  it("size the pods that move data by a map that the agents are pointed to", () => {
    const { nodeAgent, configMaps } = values("data-movement") as unknown as {
      nodeAgent: { extraArgs: string[] };
      configMaps: Record<string, { data: Record<string, string> }>;
    };
    expect(Object.keys(configMaps).map((name) => `--node-agent-configmap=velero-${name}`)).to.deep.equal(
      nodeAgent.extraArgs,
    );
    const [settings] = Object.values(configMaps["node-agent"]?.data ?? {});
    expect(JSON.parse(settings ?? "")).to.have.nested.property("podResources.memoryLimit");
  });

  describe("against the chart's own schema", () => {
    itByReference("hold only what the schema allows, and only keys that the chart has", "velero", (directory) => {
      const chart = parse(readFileSync(join(directory, "values.yaml"), "utf8")) as Tree;
      const schema = JSON.parse(readFileSync(join(directory, "values.schema.json"), "utf8")) as object;
      const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
      for (const mode of NODE_AGENT_MODES) {
        const given: Tree = values(mode);
        expect(validate(over(chart, given)), JSON.stringify(validate.errors)).to.equal(true);
        expect(Object.keys(chart)).to.include.members(Object.keys(given));
        for (const key of ["configuration", "metrics", "nodeAgent", "image", "credentials"]) {
          if (!isTree(given[key])) continue;
          expect(Object.keys(chart[key] as Tree), key).to.include.members(Object.keys(given[key]));
        }
      }
      expect(validate(over(chart, { ...values(), deployNodeAgent: "yes" }))).to.equal(false);
    });
  });
});
