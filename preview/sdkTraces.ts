import resource from "@pulumi/pulumi/resource.js";
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";

/**
 * Spares the SDK what it keeps for its own debugging: a stack trace of every resource, which it would send to an engine,
 * and a wrapper with another trace around the promise of every output, with which it names promises that leak. Together
 * they are a third of what recording a resource costs, and a preview shows neither. A promise that is never settled
 * is told from a run that does not end. EKS_PLATFORM_TRACE=1 keeps the traces.
 */
export function dropSdkTraces(environment: NodeJS.ProcessEnv): void {
  if (environment.EKS_PLATFORM_TRACE === "1") return;
  Object.assign(debuggable, { debuggablePromise: <T>(promise: Promise<T>): Promise<T> => promise });
  Object.assign(resource.Resource, { callsites: (): readonly object[] => [] });
}
