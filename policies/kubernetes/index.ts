import { PolicyPack } from "@pulumi/policy";
import { pack } from "./pack.ts";

new PolicyPack(pack.name, {
  description: pack.description,
  enforcementLevel: pack.enforcementLevel,
  policies: pack.policies,
});
