/** A condition key's value: one, or several for keys such as `aws:TagKeys`. */
export type ContextValue = string | readonly string[];

/** One call as IAM sees it. A call on several resources, `ec2:RunInstances` for instance, is one of these for each. */
export interface Request {
  /** `ec2:TerminateInstances` for instance. */
  readonly action: string;
  /** ARN of the resource, or `*` for actions that know none. */
  readonly resource: string;
  /** Condition key -> value. What is not here is not in the request. */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** Who calls, for policies of resources. */
export type Caller = { readonly arn: string } | { readonly service: string };

/** A key's value, whatever the case of the key's name. */
export function contextValue(request: Request, key: string): ContextValue | undefined {
  const wanted = key.toLowerCase();
  return Object.entries(request.context ?? {}).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
