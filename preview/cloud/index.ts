import { ProgramError } from "../errors.ts";
import { answerEksCluster, EKS_CLUSTER } from "../eksCluster.ts";
import type { Answer, Cloud, Registration } from "../monitor.ts";
import type { StackFile } from "../stackFiles.ts";
import { answerAws } from "./aws.ts";
import { uuid } from "./ids.ts";
import { answerInvoke } from "./invokes.ts";
import { answerKubernetes } from "./kubernetes.ts";
import { answerRandom } from "./random.ts";
import { type CloudScope, cloudScope, providerScope } from "./scope.ts";

/** The simulated cloud of one stack, and the account and region it plays where a provider says nothing else. */
export interface SimulatedCloud extends Cloud {
  readonly scope: CloudScope;
}

/**
 * A cloud that makes everything it is asked for, at once, with ids that are the same in every run, and where the
 * resource's provider works.
 *
 * @param options.unknowns leave open what only a deployment decides, as providers do in the first preview of a stack
 */
export function simulatedCloud(stackFile: StackFile, options: { readonly unknowns: boolean }): SimulatedCloud {
  const stack = cloudScope(stackFile);
  return {
    scope: stack,
    invoke: (token, args) => answerInvoke(token, args, stack),
    async register(registration, lookup) {
      const { provider } = registration;
      const scope = providerScope(provider === undefined ? undefined : lookup(provider)?.inputs, stack);
      if (registration.type === EKS_CLUSTER) return answerEksCluster(registration, scope, options, lookup);
      if (!registration.custom) return { outputs: {} };
      const answer = made(registration, scope);
      return options.unknowns ? { outputs: registration.inputs } : answer;
    },
  };
}

function made(registration: Registration, scope: CloudScope): Answer {
  const [packageName = "", module = ""] = registration.type.split(":");
  if (packageName === "pulumi" && module === "providers")
    return { id: uuid(registration.urn), outputs: registration.inputs };
  switch (packageName) {
    case "aws":
      return answerAws(registration, scope);
    case "kubernetes":
      return answerKubernetes(registration);
    case "random":
      return answerRandom(registration);
    default:
      throw new ProgramError(
        `${registration.name}: the simulated cloud has no provider for ${registration.type}; add one to preview/cloud`,
      );
  }
}
