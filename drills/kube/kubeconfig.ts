import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { UsageError } from "../../cli/usageError.ts";
import { EnvironmentError, messageOf } from "../common/errors.ts";

/** A cluster that a drill may run against. */
export interface Connection {
  readonly config: KubeConfig;
  readonly context: string;
  readonly cluster: string;
  /** Address of the API server. */
  readonly server: string;
}

/**
 * The kubeconfig of the environment: the files of KUBECONFIG merged, or ~/.kube/config.
 *
 * @throws EnvironmentError when there is none, or one cannot be read
 */
export function readKubeconfig(environment: Readonly<Record<string, string | undefined>>): KubeConfig {
  const named = (environment.KUBECONFIG ?? "").split(delimiter).filter((file) => file !== "");
  const files = named.length > 0 ? named : [join(environment.HOME ?? homedir(), ".kube", "config")];
  const present = files.filter((file) => existsSync(file));
  if (present.length === 0) {
    throw new EnvironmentError(`There is no kubeconfig: ${files.join(", ")} does not exist. Set KUBECONFIG.`);
  }
  const config = new KubeConfig();
  for (const [index, file] of present.entries()) {
    const one = index === 0 ? config : new KubeConfig();
    try {
      one.loadFromFile(file);
      if (one !== config) config.mergeConfig(one);
    } catch (error) {
      throw new EnvironmentError(`The kubeconfig ${file} cannot be read: ${messageOf(error)}`);
    }
  }
  return config;
}

/** A kubeconfig from its text. @throws EnvironmentError when it is none */
export function parseKubeconfig(text: string, origin: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
  } catch {
    // The parser's message may quote the text, and with it a credential.
    throw new EnvironmentError(`${origin} is not a kubeconfig.`);
  }
  return config;
}

/**
 * Picks a context; the kubeconfig's current one when none is named.
 *
 * @throws UsageError when there is no such context (it lists those there are)
 * @throws EnvironmentError when the context names no cluster
 */
export function connect(config: KubeConfig, wanted?: string): Connection {
  const contexts = config.getContexts().map(({ name }) => name);
  const context = wanted ?? config.getCurrentContext();
  if (!contexts.includes(context)) {
    throw new UsageError(
      `There is no context "${context}" in the kubeconfig; the contexts there are: ${contexts.length > 0 ? contexts.join(", ") : "none"}.`,
    );
  }
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new EnvironmentError(`The context ${context} names a cluster that is not in the kubeconfig.`);
  return { config, context, cluster: cluster.name, server: cluster.server };
}
