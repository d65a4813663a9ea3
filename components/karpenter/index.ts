import * as pulumi from "@pulumi/pulumi";
import type { KarpenterArgs, KarpenterContext } from "./args.ts";
import { installController } from "./controller.ts";
import { installDevicePlugin } from "./devicePlugin.ts";
import { makeInterruption } from "./interruption.ts";
import { makeNodeIdentity } from "./nodeIdentity.ts";
import { makeNodes } from "./nodes.ts";
import { checkTags } from "./tags.ts";

/**
 * Karpenter: nodes by need, at the least cost, by a controller that can touch nothing but its own.
 *
 * Order, and backwards when it goes: permissions, kinds, controller, node classes, node pools. What runs on its nodes
 * must depend on {@link ready}.
 */
export class KarpenterComponent extends pulumi.ComponentResource {
  /** ARN of the role of Karpenter's nodes. */
  readonly nodeRoleArn: pulumi.Output<string>;
  /** Name of the queue EC2's warnings come in. */
  readonly queueName: pulumi.Output<string>;
  /** The node pools. Applications depend on them, so that they are gone before their nodes are. */
  readonly ready: readonly pulumi.Resource[];

  /** @throws Error where nodes would get a tag that Karpenter keeps for itself, or a zone is wanted that is not known */
  constructor(name: string, args: KarpenterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:karpenter:KarpenterComponent", name, {}, opts);
    refuseKarpentersTags(args.tags);
    const context: KarpenterContext = { ...args, name, parent: this };

    const interruption = makeInterruption(context);
    const identity = makeNodeIdentity(context);
    const controller = installController(context, interruption.resources);
    const gpu = installDevicePlugin(context);
    this.ready = makeNodes(context, { all: [controller, ...identity.resources], gpu });

    this.nodeRoleArn = identity.roleArn;
    this.queueName = interruption.queueName;
    this.registerOutputs({ nodeRoleArn: this.nodeRoleArn, queueName: this.queueName });
  }
}

function refuseKarpentersTags(tags: Readonly<Record<string, string>>): void {
  checkTags(tags, (path, message) => {
    throw new Error(`aws:defaultTags: ${["tags", ...path].join(".")} ${message}`);
  });
}
