import type { ResourceValidationPolicy } from "@pulumi/policy";
import { type ResourceContext, resourceRule } from "../rule.ts";
import { parsePolicyDocument, type Part, type PolicyDocument, type Statement } from "./document.ts";
import { SOURCES } from "./sources.ts";

/** What a verdict on a statement may ask for. */
export interface StatementContext {
  /** The rule's parameters. */
  config: Record<string, unknown>;
  /**
   * Whether all of a part is known. If not, that is noted, to become advice. Ask when the verdict hangs on it, not
   * before, so that nobody is told of unknown values that do not matter.
   */
  known: (part: Part) => boolean;
}

type Spec = Omit<Parameters<typeof resourceRule>[0], "types" | "check"> & {
  /** Resources whose documents the rule has nothing to say of. Default: none. */
  skips?: (context: ResourceContext) => boolean;
};

/**
 * A rule on each statement of the policy documents of a kind, wherever they stand. Documents that are none are
 * violations: what cannot be read cannot pass.
 * @param spec.verdict what is wrong with the statement, if anything; its place is put in front
 */
export function statementRule(
  spec: Spec & {
    documents: keyof typeof SOURCES;
    verdict: (statement: Statement, context: StatementContext) => string | undefined;
  },
): ResourceValidationPolicy {
  return documentRule({
    ...spec,
    check({ statements }, { config, report, unknown }) {
      for (const statement of statements) {
        const known = (part: Part): boolean => {
          const place = statement.unknown.get(part);
          if (place !== undefined) unknown(place);
          return place === undefined;
        };
        const wrong = spec.verdict(statement, { config, known });
        if (wrong !== undefined) report(`${statement.place} ${wrong}`);
      }
    },
  });
}

/** What a rule on whole documents is given besides the document. */
export interface DocumentContext extends Pick<ResourceContext, "config" | "report" | "type"> {
  /** The document as JSON; what is not known yet counts for nothing. */
  text: () => string;
  /** Notes a place in the document that is not known yet. */
  unknown: (place: string) => void;
}

/**
 * A rule on whole policy documents of a kind.
 * @param spec.check called with each document that could be read, even in part
 */
export function documentRule(
  spec: Spec & {
    documents: keyof typeof SOURCES;
    check: (document: PolicyDocument, context: DocumentContext) => void;
  },
): ResourceValidationPolicy {
  const sources = SOURCES[spec.documents];
  return resourceRule({
    ...spec,
    types: Object.keys(sources),
    check(context) {
      if (spec.skips?.(context) === true) return;
      for (const { field, required } of sources[context.type]?.(context.props) ?? []) {
        if (!field.known() || (!field.set() && !required)) continue;
        const { path } = field;
        const document = field.set()
          ? parsePolicyDocument(field.plain())
          : { statements: [], problems: ["is not set"], unknown: undefined };
        const unknown = (place: string): void => {
          context.unknown(`${path}: ${place}`);
        };
        for (const problem of document.problems)
          context.report(`${path}: ${problem}; write it as an IAM policy document`);
        if (document.unknown !== undefined) unknown(document.unknown);
        spec.check(document, {
          ...context,
          report: (message) => {
            context.report(`${path}: ${message}`);
          },
          unknown,
          text: () => asText(field.plain()),
        });
      }
    },
  });
}

function asText(document: unknown): string {
  if (document === undefined) return "";
  return typeof document === "string" ? document : JSON.stringify(document);
}
