/**
 * Reads the part of CloudWatch Logs' filter patterns for JSON that this platform uses: comparisons of a property with
 * text, in which a star stands for anything, joined by && and || within parentheses.
 */
export function matchesPattern(pattern: string, record: unknown): boolean {
  const body = /^\{ (.*) \}$/.exec(pattern)?.[1];
  if (body === undefined) throw new Error(`no pattern for JSON: ${pattern}`);
  const tokens = body.match(/&&|\|\||[()=]|\$[\w.]+|"[^"]*"/g) ?? [];
  if (tokens.join("").length !== body.replaceAll(" ", "").length) throw new Error(`not understood: ${pattern}`);
  const reader = new Reader(tokens, record);
  const result = reader.any();
  reader.expectEnd();
  return result;
}

class Reader {
  private readonly tokens: readonly string[];
  private readonly record: unknown;
  private position = 0;

  constructor(tokens: readonly string[], record: unknown) {
    this.tokens = tokens;
    this.record = record;
  }

  any(): boolean {
    let result = this.every();
    while (this.take("||")) result = this.every() || result;
    return result;
  }

  expectEnd(): void {
    if (this.position < this.tokens.length) throw new Error(`more than was expected: ${this.next()}`);
  }

  private every(): boolean {
    let result = this.one();
    while (this.take("&&")) result = this.one() && result;
    return result;
  }

  private one(): boolean {
    if (this.take("(")) {
      const result = this.any();
      if (!this.take(")")) throw new Error("a parenthesis is not closed");
      return result;
    }
    const property = this.next();
    if (!this.take("=")) throw new Error(`${property} is compared with nothing`);
    const wanted = this.next().slice(1, -1);
    const found = property
      .slice("$.".length)
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], this.record);
    const expression = wanted.split("*").map((part) => part.replace(/[^\w]/g, "\\$&"));
    return typeof found === "string" && new RegExp(`^${expression.join(".*")}$`).test(found);
  }

  private take(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position += 1;
    return true;
  }

  private next(): string {
    const token = this.tokens[this.position];
    if (token === undefined) throw new Error("the pattern ends too soon");
    this.position += 1;
    return token;
  }
}
