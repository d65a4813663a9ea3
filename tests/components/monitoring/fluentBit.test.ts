import { expect } from "chai";
import {
  configText,
  fluentBitSections,
  PLATFORM_NAMESPACES,
  type Section,
} from "../../../components/monitoring/fluentBitConfig.ts";
import { fluentBitValues } from "../../../components/monitoring/fluentBitValues.ts";

const INPUT = { clusterName: "atlas", region: "eu-west-1" };
const SECTIONS = fluentBitSections(INPUT);
const of = (kind: Section["kind"]) =>
  SECTIONS.filter((section) => section.kind === kind).map(({ settings }) => settings);

/** Whether a file is among those that a comma-separated list of globs names. */
function among(file: string, globs: string | undefined): boolean {
  return (globs ?? "").split(",").some((glob) => {
    const expression = glob.split("*").map((part) => part.replace(/[^\w]/g, "\\$&"));
    return new RegExp(`^${expression.join("[^/]*")}$`).test(file);
  });
}

/** The tags of the inputs that read the log of a container. */
function readBy(pod: string, namespace: string): (string | undefined)[] {
  const file = `/var/log/containers/${pod}_${namespace}_main-0123abcd.log`;
  return of("INPUT")
    .filter(({ Path, Exclude_Path }) => among(file, Path) && !among(file, Exclude_Path))
    .map(({ Tag }) => Tag);
}

describe("the collector of logs", () => {
  it("reads each container's log once: those of the platform's namespaces by themselves", () => {
    for (const namespace of PLATFORM_NAMESPACES) expect(readBy("pod-1", namespace)).to.deep.equal(["platform.*"]);
    expect(readBy("checkout-1", "shop")).to.deep.equal(["applications.*"]);
    // Namespaces whose names contain or continue those of the platform's.
    expect(readBy("checkout-1", "kube-system-2")).to.deep.equal(["applications.*"]);
    expect(readBy("checkout-1", "my-velero")).to.deep.equal(["applications.*"]);
  });

  it("does not read what it says itself", () => {
    expect(readBy("aws-for-fluent-bit-x2x4z", "kube-system")).to.deep.equal([]);
  });

  it("sends each stream through its filter to its own group, and makes no groups", () => {
    const groups = { "platform.*": "/aws/eks/atlas/platform", "applications.*": "/aws/eks/atlas/applications" };
    expect(of("INPUT").map(({ Tag }) => Tag)).to.deep.equal(Object.keys(groups));
    expect(of("FILTER").map(({ Match }) => Match)).to.deep.equal(Object.keys(groups));
    expect(Object.fromEntries(of("OUTPUT").map(({ Match, log_group_name }) => [Match, log_group_name]))).to.deep.equal(
      groups,
    );
    for (const { auto_create_group, region } of of("OUTPUT")) {
      expect(auto_create_group).to.equal("Off");
      expect(region).to.equal("eu-west-1");
    }
  });

  it("strips the tag down to the name of the file, which names the pod", () => {
    for (const [index, { Kube_Tag_Prefix }] of of("FILTER").entries()) {
      // The star of a tail's tag stands for the path, its slashes as dots.
      const tag = of("INPUT")[index]?.Tag?.replace("*", "var.log.containers.pod-1_shop_main-0.log");
      expect(tag?.startsWith(Kube_Tag_Prefix ?? "none")).to.equal(true);
      expect(tag?.slice(Kube_Tag_Prefix?.length)).to.equal("pod-1_shop_main-0.log");
    }
  });

  it("lets applications keep lines back, and controllers not; and nobody choose how lines are read", () => {
    expect(of("FILTER").map((settings) => settings["K8S-Logging.Exclude"])).to.deep.equal(["Off", "On"]);
    expect(of("FILTER").map((settings) => settings["K8S-Logging.Parser"])).to.deep.equal(["Off", "Off"]);
  });

  it("puts a line's own fields where the filters of metrics look for the level", () => {
    for (const settings of of("FILTER")) expect(settings).to.include({ Merge_Log: "On", Merge_Log_Key: "data" });
  });

  it("writes sections as Fluent Bit reads them", () => {
    expect(
      configText([
        { kind: "INPUT", settings: { Name: "tail", Tag: "a.*" } },
        { kind: "OUTPUT", settings: { Name: "stdout" } },
      ]),
    ).to.equal("[INPUT]\n    Name tail\n    Tag a.*\n\n[OUTPUT]\n    Name stdout");
  });
});

describe("the values of the chart aws-for-fluent-bit", () => {
  const values = fluentBitValues({ ...INPUT, serviceMonitors: true });

  it("replace the chart's own input, filter and outputs, of which there is one group", () => {
    expect([values.input.enabled, values.filter.enabled, values.cloudWatchLogs.enabled]).to.deep.equal([
      false,
      false,
      false,
    ]);
    expect(values.additionalInputs.match(/^\[INPUT\]$/gm)).to.have.length(2);
    expect(values.additionalFilters.match(/^\[FILTER\]$/gm)).to.have.length(2);
    expect(values.additionalOutputs.match(/^\[OUTPUT\]$/gm)).to.have.length(2);
  });

  it("run it on every node, sized, and with no more power than reading takes", () => {
    expect(values.tolerations).to.deep.equal([{ operator: "Exists" }]);
    expect(values.resources).to.deep.equal({
      requests: { cpu: "50m", memory: "128Mi" },
      limits: { memory: "256Mi" },
    });
    expect(values.containerSecurityContext).to.deep.equal({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("give it the host's logs to read and one directory to write its place into", () => {
    const writable = values.volumeMounts.filter((mount) => !("readOnly" in mount));
    expect(writable).to.deep.equal([{ name: "state", mountPath: "/var/fluent-bit/state" }]);
    expect(values.volumeMounts[0]).to.deep.equal({ name: "logs", mountPath: "/var/log", readOnly: true });
    for (const { DB } of of("INPUT")) expect(DB).to.match(/^\/var\/fluent-bit\/state\/[a-z]+\.db$/);
    expect(values.volumeMounts.map(({ name }) => name)).to.deep.equal(values.volumes.map(({ name }) => name));
  });

  it("answer the probes where they ask", () => {
    expect(values.service.extraService)
      .to.match(/^HTTP_Port 2020$/m)
      .and.to.match(/^Health_Check On$/m);
    expect(values.readinessProbe.httpGet.port).to.equal(2020);
  });

  it("are scraped where there is a Prometheus", () => {
    expect(values.serviceMonitor.enabled).to.equal(true);
    expect(fluentBitValues({ ...INPUT, serviceMonitors: false }).serviceMonitor.enabled).to.equal(false);
  });
});
