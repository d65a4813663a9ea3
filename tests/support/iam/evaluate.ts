import type { PolicyDocument, PolicyStatement, Principal } from "../../../components/shared/iam.ts";
import { meets } from "./conditions.ts";
import { like, likeIgnoringCase, plain } from "./glob.ts";
import type { Caller, Request } from "./request.ts";
import { fillIn } from "./variables.ts";

export type { Caller, Request } from "./request.ts";

/** What IAM says: a statement allows it, a statement denies it, or no statement speaks of it. */
export type Decision = "allowed" | "denied" | "not allowed";

/** What the policies attached to an identity say of a request. An explicit deny beats every allow. */
export function decide(documents: readonly PolicyDocument[], request: Request): Decision {
  return verdict(
    documents.flatMap((document) => document.Statement).filter((statement) => speaksOf(statement, request)),
  );
}

/** Whether an identity may do all of it: a call on several resources fails as a whole. */
export function mayAll(documents: readonly PolicyDocument[], requests: readonly Request[]): boolean {
  if (requests.length === 0) throw new Error("nothing is asked for");
  return requests.every((request) => decide(documents, request) === "allowed");
}

/**
 * What a resource's own policy says of a request by somebody. A statement for the account's root speaks of nobody by
 * itself: it leaves the decision to the account's IAM policies, which are not asked here.
 */
export function decideByResource(document: PolicyDocument, caller: Caller, request: Request): Decision {
  return verdict(
    document.Statement.filter(
      (statement) => isPrincipal(statement.Principal, caller) && speaksOf({ Resource: "*", ...statement }, request),
    ),
  );
}

function verdict(statements: readonly PolicyStatement[]): Decision {
  if (statements.some(({ Effect }) => Effect === "Deny")) return "denied";
  return statements.length > 0 ? "allowed" : "not allowed";
}

/** Elements this evaluator knows. Any other could change what a statement means. */
const ELEMENTS = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

function speaksOf(statement: PolicyStatement, request: Request): boolean {
  const unknown = Object.keys(statement).filter((element) => !ELEMENTS.includes(element));
  if (unknown.length > 0) throw new Error(`no rule for the policy element ${unknown.join(", ")}`);
  return (
    [statement.Action].flat().some((action) => likeIgnoringCase(action, request.action)) &&
    [statement.Resource ?? []].flat().some((resource) => isResource(resource, request)) &&
    meets(statement.Condition ?? {}, request)
  );
}

function isResource(written: string, request: Request): boolean {
  const pattern = fillIn(written, request);
  return pattern !== undefined && like(pattern, request.resource);
}

function isPrincipal(principal: Principal | undefined, caller: Caller): boolean {
  if (principal === undefined) throw new Error("a statement of a resource's policy has to name a principal");
  if (principal === "*") return true;
  if ("service" in caller) return [principal.Service ?? []].flat().includes(caller.service);
  return [principal.AWS ?? []].flat().some((arn) => arn === "*" || plain(arn) === caller.arn);
}
