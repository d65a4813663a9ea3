import * as pulumi from "@pulumi/pulumi";
import type { ApplicationArgs, ApplicationContext } from "./args.ts";
import { makeAccess } from "./access.ts";
import { makeResilience } from "./resilience.ts";
import { makeTraffic } from "./traffic.ts";
import { makeWorkload } from "./workloadResource.ts";

export { NamespacesComponent } from "./namespaces.ts";

/**
 * One application: a Deployment, or a Rollout that is released as a canary or blue-green, with everything around it.
 *
 * Its namespace is made by a NamespacesComponent. It must depend on that, on the node pools it runs on, and on the
 * controllers it uses (load balancers, rollouts): then a stack that is destroyed takes its load balancers down and drains
 * its nodes while those controllers still run.
 */
export class ApplicationComponent extends pulumi.ComponentResource {
  constructor(name: string, args: ApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:application:ApplicationComponent", name, {}, opts);
    const context: ApplicationContext = { ...args, name, parent: this };

    const access = makeAccess(context);
    const workload = makeWorkload(context, access);
    makeTraffic(context);
    makeResilience(context, workload);

    this.registerOutputs({ namespace: args.config.namespace });
  }
}
