/** A schema of a custom resource's definition, with Kubernetes' own extensions. */
export interface CrdSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: CrdSchema | boolean;
  readonly items?: CrdSchema;
  readonly anyOf?: readonly CrdSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly "x-kubernetes-validations"?: readonly CelRule[];
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
  readonly "x-kubernetes-int-or-string"?: boolean;
}

/** A rule in the Common Expression Language. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
}

/** What ajv has no use for, or takes in another sense than Kubernetes. */
const LEFT_OUT = /^(x-|description$|format$|example$|externalDocs$)/;

/** Fields every object has, which definitions leave to the API server. */
const OBJECT_FIELDS = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata: { type: "object" } };

/**
 * The schema as JSON Schema for ajv, strict: a field the definition does not know is refused, where an API server would
 * drop it without a word.
 */
export function strictSchema(schema: CrdSchema, root = true): Record<string, unknown> {
  const plain = Object.fromEntries(Object.entries(schema).filter(([key]) => !LEFT_OUT.test(key)));
  const properties = schema.properties && mapValues(schema.properties, (field) => strictSchema(field, false));
  const free = schema["x-kubernetes-preserve-unknown-fields"] === true || schema.additionalProperties !== undefined;
  const wholeObject = root || schema["x-kubernetes-embedded-resource"] === true;
  return {
    ...plain,
    ...bounds(schema),
    ...(properties && { properties: { ...(wholeObject && OBJECT_FIELDS), ...properties } }),
    ...(properties && !free && { additionalProperties: false }),
    ...(typeof schema.additionalProperties === "object" && {
      additionalProperties: strictSchema(schema.additionalProperties, false),
    }),
    ...(schema.items && { items: strictSchema(schema.items, false) }),
    ...(schema["x-kubernetes-int-or-string"] === true &&
      !schema.anyOf && { anyOf: [{ type: "integer" }, { type: "string" }] }),
  };
}

/** Definitions write exclusive bounds as OpenAPI 3.0 does: a flag beside the bound. */
function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: CrdSchema): Record<string, unknown> {
  return {
    ...(exclusiveMinimum !== undefined &&
      (exclusiveMinimum ? { exclusiveMinimum: minimum, minimum: undefined } : { exclusiveMinimum: undefined })),
    ...(exclusiveMaximum !== undefined &&
      (exclusiveMaximum ? { exclusiveMaximum: maximum, maximum: undefined } : { exclusiveMaximum: undefined })),
  };
}

function mapValues<T, R>(values: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
