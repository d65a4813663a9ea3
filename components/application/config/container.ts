import { z } from "zod";
import { QuantityError, parseQuantity } from "../../shared/quantities.ts";

/** Kubernetes names: at most this long here, so that `-preview` and other suffixes still fit into a label's 63. */
export const NAME_MAX = 40;

/** A DNS label, as namespaces, Services and ports are called. Source: Kubernetes docs, "Object Names and IDs". */
export const dnsLabel = (max = 63) =>
  z
    .string()
    .regex(
      new RegExp(`^(?=.{1,${max}}$)[a-z](?:[a-z0-9-]*[a-z0-9])?$`),
      `allowed are 1 to ${max} lower-case letters, digits and hyphens, beginning with a letter and ending with a letter or digit`,
    );

/** A Kubernetes quantity, in text. */
export const quantity = z
  .string('allowed is a quoted quantity such as "2", 250m or 256Mi')
  .superRefine((text, context) => {
    try {
      if (parseQuantity(text).thousandths === 0n)
        context.addIssue({ code: "custom", message: "allowed is a quantity above zero" });
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
    }
  });

/** An image that stays the same: by a tag other than `latest`, or by its digest. */
export const image = z.string().superRefine((reference, context) => {
  const message = imageProblem(reference);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

/** What is wrong with an image reference, in words; undefined when nothing is. Source: OCI Distribution Specification. */
export function imageProblem(reference: string): string | undefined {
  const allowed = "allowed is an image with a version, registry/name:1.2.3, or with a digest, registry/name@sha256:...";
  const [name = "", digest, ...rest] = reference.split("@");
  const colon = name.lastIndexOf(":");
  const tag = colon > name.lastIndexOf("/") ? name.slice(colon + 1) : undefined;
  const repository = tag === undefined ? name : name.slice(0, colon);
  if (!/^[a-z0-9](?:[a-zA-Z0-9._:/-]*[a-zA-Z0-9])?$/.test(repository) || rest.length > 0) return allowed;
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) return `has a digest that is none; ${allowed}`;
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return `has a tag that is none; ${allowed}`;
  if (digest !== undefined) return undefined;
  if (tag === undefined) return `has no tag, which means latest; ${allowed}`;
  return tag === "latest" ? `has the tag latest, which moves; ${allowed}` : undefined;
}

/** Ports a process without privileges can listen on. */
const LOWEST_UNPRIVILEGED_PORT = 1024;
export const containerPort = z
  .int()
  .min(
    LOWEST_UNPRIVILEGED_PORT,
    "allowed are ports from 1024 to 65535: containers run as an ordinary user, who cannot listen below 1024",
  )
  .max(65535, "allowed are ports from 1024 to 65535");

/** Any TCP port. */
export const anyPort = z
  .int()
  .min(1, "allowed are ports from 1 to 65535")
  .max(65535, "allowed are ports from 1 to 65535");

/** A path inside a container, absolute and without detours. */
export const directory = z
  .string()
  .regex(/^(?:\/[\w.-]+)+$/, "allowed is an absolute path such as /tmp or /var/cache/app")
  .refine((path) => !path.split("/").includes(".."), "allowed is a path without ..");

/** A path of a URL. */
export const urlPath = z.string().regex(/^\/[\w./~%-]*$/, "allowed is a path such as /healthz");

/** Environment variables by name. */
const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "allowed is a name of letters, digits and underscores");
export const variables = z.record(variableName, z.string("allowed is text; a number or true/false wants quotes"));
export const secretVariables = z.record(
  variableName,
  z.strictObject({
    /** Name of the Secret, in the application's namespace. The platform does not make it. */
    secret: z.string().min(1, "is required: the Secret's name"),
    /** Key in the Secret. */
    key: z.string().min(1, "is required: the key in the Secret"),
  }),
);

/** An HTTP probe of the container's port. */
export const probe = (defaults: { periodSeconds: number; failureThreshold: number }) =>
  z.strictObject({
    /** Path that answers 2xx or 3xx while all is well. Default: `/`. */
    path: urlPath.default("/"),
    /** Seconds between two probes. Default: 10 for readiness and liveness, 5 for startup. */
    periodSeconds: z
      .int()
      .min(1, "allowed are 1 to 300 seconds")
      .max(300, "allowed are 1 to 300 seconds")
      .default(defaults.periodSeconds),
    /** Seconds after which a probe counts as failed. Default: 3. */
    timeoutSeconds: z.int().min(1, "allowed are 1 to 60 seconds").max(60, "allowed are 1 to 60 seconds").default(3),
    /** Failures in a row that count. Default: 3 for readiness, 6 for liveness, 30 for startup. */
    failureThreshold: z.int().min(1, "allowed is 1 or more").default(defaults.failureThreshold),
  });
