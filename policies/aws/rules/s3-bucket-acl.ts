import { resourceRule } from "../support/rule.ts";
import { BUCKET, BUCKET_ACL } from "../support/types.ts";

const PUBLIC_GROUP = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/i;

/** Access is granted by policies, which can be read in one place; no ACL opens a bucket. */
export const s3BucketAcl = resourceRule({
  name: "s3-bucket-acl",
  description: "Grant access to a bucket by its policy, never by an ACL for everybody.",
  types: [...BUCKET, ...BUCKET_ACL],
  check({ props, require, report }) {
    require(props.get("acl"), (field) => !/^(public-|authenticated-)/i.test(field.text() ?? ""), 'use "private"');
    const grants = props
      .get("accessControlPolicy")
      .get("grants")
      .items()
      .map((grant) => grant.get("grantee"));
    for (const grant of [...grants, ...props.get("grants").items()]) {
      const uri = grant.get("uri");
      if (PUBLIC_GROUP.test(uri.text() ?? "")) report(`${uri.path} grants access to everybody; remove the grant`);
    }
  },
});
