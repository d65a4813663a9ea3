import { resourceRule } from "../support/rule.ts";
import { BUCKET } from "../support/types.ts";

/** Destroying a stack does not take its backups and logs along. */
export const s3BucketForceDestroy = resourceRule({
  name: "s3-bucket-force-destroy",
  description: "Leave forceDestroy off, so that a bucket that holds something cannot be destroyed.",
  types: BUCKET,
  check({ props, require }) {
    require(props.get("forceDestroy"), (field) => !field.set() || field.bool() === false, "leave it out");
  },
});
