// Plain JavaScript: Pulumi's policy host compiles a TypeScript entry by itself and refuses imports that end in .ts. What
// it imports is TypeScript all the same, which Node runs by removing the types.
import policy from "@pulumi/policy";
import { pack } from "./pack.ts";

new policy.PolicyPack(pack.name, {
  description: pack.description,
  enforcementLevel: pack.enforcementLevel,
  policies: pack.policies,
});
