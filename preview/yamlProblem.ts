import { YAMLParseError, type ErrorCode } from "yaml";

/** What each error of the parser is about. Its own messages quote the text, which may hold a key. Source: yaml 2, errors. */
const REASONS: Readonly<Partial<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: "an alias has an anchor or a tag of its own",
  BAD_ALIAS: "an alias or an anchor has a name that YAML does not allow",
  BAD_DIRECTIVE: "a directive is none of YAML's",
  BAD_DQ_ESCAPE: "an escape sequence in double quotes is none of YAML's",
  BAD_INDENT: "the indentation is not that of what is before",
  BAD_PROP_ORDER: "an anchor or a tag stands in the wrong place",
  BAD_SCALAR_START: "a plain text begins with a character that needs quotes",
  BLOCK_AS_IMPLICIT_KEY: "a map or a list stands where a key ends: a colon too many, or quotes too few",
  BLOCK_IN_FLOW: "a block stands inside brackets",
  DUPLICATE_KEY: "a key is given twice",
  KEY_OVER_1024_CHARS: "a key is longer than 1024 characters",
  MISSING_CHAR: "a character is missing: a quote, a bracket, a comma, a colon or a space",
  MULTILINE_IMPLICIT_KEY: "a key goes over several lines, or its colon is missing",
  MULTIPLE_ANCHORS: "a value has several anchors",
  MULTIPLE_TAGS: "a value has several tags",
  TAB_AS_INDENT: "a tab is used to indent; use spaces",
  TAG_RESOLVE_FAILED: "a tag cannot be understood",
  UNEXPECTED_TOKEN: "something stands where YAML expects something else",
};

/** What is wrong with a text that is no YAML, and where, without a word of the text itself. */
export function yamlProblem(error: unknown): string {
  if (!(error instanceof YAMLParseError)) return "an alias refers to no anchor before it, or to too much";
  const reason = REASONS[error.code] ?? "it cannot be read";
  const place = error.linePos?.[0];
  return place === undefined ? reason : `${reason}, at line ${place.line}, column ${place.col}`;
}
