import { z } from "zod";

/** cert-manager, resolved. */
export interface CertManagerConfig {
  readonly enabled: boolean;
}

/**
 * Schema of a stack's `certManager`.
 *
 * @param context whether something of the stack has its certificates from it: the default of `enabled`, and why it cannot
 *   be off
 */
export const certManagerSchema = (context: { readonly needed: boolean }) =>
  z
    .strictObject({
      /** Whether cert-manager is installed, which makes and renews certificates in the cluster. Default: where tracing is on. */
      enabled: z
        .boolean()
        .refine(
          (enabled) => enabled || !context.needed,
          "allowed is true: the operator that tracing needs has its certificate from it",
        )
        .default(context.needed),
    })
    .transform((found): CertManagerConfig => found);
