import { z } from "zod";

/** The AWS Load Balancer Controller, resolved. */
export interface LoadBalancerControllerConfig {
  readonly enabled: boolean;
}

/**
 * Schema of a stack's `loadBalancerController`.
 *
 * @param context whether an application of the stack asks for an ingress: the default of `enabled`
 */
export const loadBalancerControllerSchema = (context: { readonly ingressAsked: boolean }) =>
  z
    .strictObject({
      /** Whether the AWS Load Balancer Controller is installed. Default: where an application asks for an ingress. */
      enabled: z.boolean().default(context.ingressAsked),
    })
    .transform((found): LoadBalancerControllerConfig => found);
