// Plain JavaScript, because Pulumi's policy host compiles a TypeScript entry itself and refuses imports that end in .ts.
// What it imports is TypeScript that Node runs by removing the types.
import policy from "@pulumi/policy";
import { pack } from "./pack.ts";

new policy.PolicyPack(pack.name, {
  policies: pack.policies,
  enforcementLevel: pack.enforcementLevel,
  description: pack.description,
});
