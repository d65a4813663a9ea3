/** First part of the type tokens of this project's own components. */
const OWN_PACKAGE = "eks-platform";

/**
 * A type token as a person would say it: `ec2 Vpc`, `apps/v1 Deployment`, `helm Release`, `provider aws`.
 * Components of this project go by their class alone; those of `@pulumi/eks` keep their package's name, because
 * `eks Cluster` is the plain AWS resource.
 */
export function kindOf(type: string): string {
  const [packageName = "", module = "", name = ""] = type.split(":");
  if (packageName === "pulumi" && module === "providers") return `provider ${name}`;
  if (packageName === OWN_PACKAGE) return name;
  switch (packageName) {
    case "aws": {
      const service = module.split("/")[0] ?? "";
      return service === "index" || service === "" ? `aws ${name}` : `${service} ${name}`;
    }
    case "kubernetes":
      return module.startsWith("helm.sh/") ? `helm ${name}` : `${module.replace(/^core\//, "")} ${name}`;
    case "eks":
      return `@pulumi/eks ${name}`;
    default:
      return `${packageName} ${name}`;
  }
}
