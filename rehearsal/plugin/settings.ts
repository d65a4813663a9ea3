import grpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { ProviderSettings } from "./client.ts";

/** Inputs of a provider that say where it works. No other leaves the plugin: credentials are among them. */
const WHERE = ["region", "allowedAccountIds", "assumeRoles"] as const;

/**
 * Listens to how the engine configures this provider. The SDK's server answers that call itself and shows it to nobody, so
 * it is overheard where the request is decoded; to be called before the server starts. The engine runs each provider of
 * a stack in a process of its own.
 *
 * @returns gives what was heard last; nothing before the engine said anything
 */
export function overheardSettings(): () => ProviderSettings {
  const service = grpc.ResourceProviderService;
  const { configure } = service;
  let settings: ProviderSettings = {};
  service.configure = {
    ...configure,
    requestDeserialize: (bytes) => {
      const request = configure.requestDeserialize(bytes);
      const inputs = request.getArgs()?.toJavaScript() ?? {};
      settings = Object.fromEntries(WHERE.filter((key) => key in inputs).map((key) => [key, inputs[key]]));
      return request;
    },
  };
  return () => settings;
}
