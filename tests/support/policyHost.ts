import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { credentials } from "@grpc/grpc-js";
import type { EnforcementLevel, PolicyPackConfig } from "@pulumi/policy";
import analyzerGrpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { urnOf } from "./policies.ts";
import type { Finding, PlannedResource } from "./policies.ts";

/** Levels by the protocol's enumeration. */
const LEVELS: Readonly<Record<analyzer.EnforcementLevel, EnforcementLevel>> = {
  [analyzer.EnforcementLevel.ADVISORY]: "advisory",
  [analyzer.EnforcementLevel.MANDATORY]: "mandatory",
  [analyzer.EnforcementLevel.DISABLED]: "disabled",
  [analyzer.EnforcementLevel.REMEDIATE]: "remediate",
};

const ENUMERATION: Readonly<Record<EnforcementLevel, analyzer.EnforcementLevel>> = {
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
  disabled: analyzer.EnforcementLevel.DISABLED,
  remediate: analyzer.EnforcementLevel.REMEDIATE,
};

/** Where nothing listens: the host is told the address of an engine and calls it only to log. */
const NO_ENGINE = "127.0.0.1:1";

type Struct = ReturnType<typeof struct.Struct.fromJavaScript>;

/** As the engine sends it: without fields that have no value. */
function toStruct(value: object): Struct {
  return struct.Struct.fromJavaScript(JSON.parse(JSON.stringify(value)) as Record<string, struct.JavaScriptValue>);
}

function options(resource: PlannedResource): InstanceType<typeof analyzer.AnalyzerResourceOptions> {
  const message = new analyzer.AnalyzerResourceOptions();
  message.setProtect(resource.protect ?? false);
  return message;
}

function provider(resource: PlannedResource): InstanceType<typeof analyzer.AnalyzerProviderResource> | undefined {
  if (resource.provider === undefined) return undefined;
  const message = new analyzer.AnalyzerProviderResource();
  message.setType(resource.provider.type);
  message.setName("provider");
  message.setUrn(`urn:pulumi:test::eks-platform::${resource.provider.type}::provider`);
  message.setProperties(toStruct(resource.provider.props));
  return message;
}

/** What the requests for one resource and for the whole stack have in common. */
function fill(
  message: InstanceType<typeof analyzer.AnalyzeRequest> | InstanceType<typeof analyzer.AnalyzerResource>,
  resource: PlannedResource,
): void {
  message.setType(resource.type);
  message.setName(resource.name ?? "resource");
  message.setUrn(urnOf(resource));
  message.setProperties(toStruct(resource.props));
  message.setOptions(options(resource));
  message.setProvider(provider(resource));
}

function stackRequest(plan: readonly PlannedResource[]): InstanceType<typeof analyzer.AnalyzeStackRequest> {
  const urns = new Map(plan.map((resource) => [resource.name ?? "resource", urnOf(resource)]));
  const find = (names: readonly string[]): string[] =>
    names.map((name) => {
      const urn = urns.get(name);
      if (urn === undefined) throw new Error(`the plan has no resource ${name}`);
      return urn;
    });
  const request = new analyzer.AnalyzeStackRequest();
  for (const resource of plan) {
    const message = new analyzer.AnalyzerResource();
    fill(message, resource);
    if (resource.parent !== undefined) message.setParent(find([resource.parent])[0] ?? "");
    const byProperty = Object.entries(resource.propertyDependencies ?? {});
    message.setDependenciesList(find(resource.dependencies ?? byProperty.flatMap(([, names]) => names)));
    for (const [property, names] of byProperty) {
      const dependencies = new analyzer.AnalyzerPropertyDependencies();
      dependencies.setUrnsList(find(names));
      message.getPropertydependenciesMap().set(property, dependencies);
    }
    request.addResources(message);
  }
  return request;
}

type Callback<T> = (error: Error | null, response: T) => void;

function call<T>(start: (callback: Callback<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, response) => {
      if (error) reject(error);
      else resolve(response);
    });
  });
}

/**
 * A policy pack in its own process, started and spoken to as Pulumi's engine does: Pulumi's `run-policy-pack` with the
 * engine's address and the pack's directory, which is also the working directory, and the Analyzer service over gRPC.
 */
export class PolicyHost {
  readonly #process: ChildProcessByStdio<null, Readable, Readable>;
  readonly #client: InstanceType<typeof analyzerGrpc.AnalyzerClient>;

  private constructor(process: ChildProcessByStdio<null, Readable, Readable>, port: string) {
    this.#process = process;
    const large = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    this.#client = new analyzerGrpc.AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), large);
  }

  /** The host's process. */
  get process(): ChildProcessByStdio<null, Readable, Readable> {
    return this.#process;
  }

  /** Starts the host of the pack in a directory; rejects with what it said when it ends before it listens. */
  static async start(directory: string): Promise<PolicyHost> {
    const host = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [host, NO_ENGINE, directory], {
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const port = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).once("line", resolve);
      child.once("exit", (code) => {
        reject(new Error(`the policy host ended with ${code ?? "a signal"}: ${said}`));
      });
    });
    return new PolicyHost(child, port);
  }

  /** Gives the pack its configuration as the engine does: every rule with its level and all of its parameters. */
  async configure(config: PolicyPackConfig): Promise<void> {
    const info = await call<InstanceType<typeof analyzer.AnalyzerInfo>>((callback) =>
      this.#client.getAnalyzerInfo(new empty.Empty(), callback),
    );
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const rule of info.getPoliciesList()) {
      const given = config[rule.getName()];
      const { enforcementLevel, ...parameters } =
        typeof given === "string" ? { enforcementLevel: given } : (given ?? {});
      const properties = rule.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
      const defaults = Object.entries(properties).flatMap(([name, schema]) => {
        const value = (schema as { default?: unknown }).default;
        return value === undefined ? [] : [[name, value] as const];
      });
      const message = new analyzer.PolicyConfig();
      message.setEnforcementlevel(
        enforcementLevel === undefined ? rule.getEnforcementlevel() : ENUMERATION[enforcementLevel],
      );
      message.setProperties(toStruct({ ...Object.fromEntries(defaults), ...parameters }));
      request.getPolicyconfigMap().set(rule.getName(), message);
    }
    await call((callback) => this.#client.configure(request, callback));
  }

  /** What the pack finds in a plan: in each resource, and then in the stack. */
  async findings(plan: readonly PlannedResource[]): Promise<Finding[]> {
    const names = new Map(plan.map((resource) => [urnOf(resource), resource.name ?? "resource"]));
    const read = (response: InstanceType<typeof analyzer.AnalyzeResponse>, resource?: string): Finding[] =>
      response.getDiagnosticsList().map((diagnostic) => {
        const prefix = /^can't run policy '[^']*' from policy pack '[^']*' during preview: /;
        const message = diagnostic.getMessage();
        return {
          rule: diagnostic.getPolicyname(),
          level: LEVELS[diagnostic.getEnforcementlevel()],
          message: message.replace(prefix, ""),
          resource: resource ?? names.get(diagnostic.getUrn()),
          unknown: prefix.test(message),
        };
      });
    const found: Finding[] = [];
    for (const resource of plan) {
      const request = new analyzer.AnalyzeRequest();
      fill(request, resource);
      const response = await call<InstanceType<typeof analyzer.AnalyzeResponse>>((callback) =>
        this.#client.analyze(request, callback),
      );
      found.push(...read(response, resource.name ?? "resource"));
    }
    const response = await call<InstanceType<typeof analyzer.AnalyzeResponse>>((callback) =>
      this.#client.analyzeStack(stackRequest(plan), callback),
    );
    return [...found, ...read(response)];
  }

  /** Ends the host. */
  async stop(): Promise<void> {
    this.#client.close();
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await ended;
  }
}
