// The floor under every Pulumi program: importing the SDK and the four providers it uses, and nothing else.
import { enableCompileCache } from "node:module";

enableCompileCache();
await import("@pulumi/pulumi");
await import("@pulumi/aws");
await import("@pulumi/eks");
await import("@pulumi/kubernetes");
await import("@pulumi/random");
