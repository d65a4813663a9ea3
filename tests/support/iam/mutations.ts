import type { Conditions, OneOrMany, PolicyDocument, PolicyStatement } from "../../../components/shared/iam.ts";

/** A set of documents that says more or less than ours, and what was done to it. */
export interface Mutation {
  readonly what: string;
  readonly documents: readonly PolicyDocument[];
}

/**
 * Every document set that one careless edit makes of ours: a statement dropped, an action or resource dropped or taken
 * for all, a condition or one of its values dropped.
 */
export function mutationsOf(documents: readonly PolicyDocument[]): Mutation[] {
  return documents.flatMap((document, at) =>
    document.Statement.flatMap((statement, index) => {
      const withStatements = (statements: readonly PolicyStatement[]) =>
        documents.map((other, position) => (position === at ? { ...document, Statement: statements } : other));
      const replaced = (by: PolicyStatement) => withStatements(document.Statement.with(index, by));
      return [
        { what: `${statement.Sid ?? ""} dropped`, documents: withStatements(document.Statement.toSpliced(index, 1)) },
        ...shorter(statement.Action).map(([gone, Action]) => ({
          what: `${statement.Sid ?? ""} without ${gone}`,
          documents: replaced({ ...statement, Action }),
        })),
        ...shorter(statement.Resource ?? []).map(([gone, Resource]) => ({
          what: `${statement.Sid ?? ""} without ${gone}`,
          documents: replaced({ ...statement, Resource }),
        })),
        ...[...looser(statement.Condition ?? {}), ...fewerValues(statement.Condition ?? {})].map(
          ([gone, Condition]) => ({
            what: `${statement.Sid ?? ""} without the condition ${gone}`,
            documents: replaced({ ...statement, Condition }),
          }),
        ),
        ...(statement.Resource !== undefined && statement.Resource !== "*"
          ? [{ what: `${statement.Sid ?? ""} on every resource`, documents: replaced({ ...statement, Resource: "*" }) }]
          : []),
      ];
    }),
  );
}

function shorter(values: OneOrMany<string>): [string, string[]][] {
  const all = [values].flat();
  return all.length < 2 ? [] : all.map((value, index) => [value, all.toSpliced(index, 1)]);
}

function looser(conditions: Conditions): [string, Conditions][] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key): [string, Conditions] => [
      `${operator} ${key}`,
      { ...conditions, [operator]: Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key)) },
    ]),
  );
}

function fewerValues(conditions: Conditions): [string, Conditions][] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) =>
      shorter(values).map(([gone, rest]): [string, Conditions] => [
        `${operator} ${key} ${gone}`,
        { ...conditions, [operator]: { ...keys, [key]: rest } },
      ]),
    ),
  );
}
