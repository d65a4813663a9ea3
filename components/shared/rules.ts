/**
 * How a rule over several fields says that something is wrong: where, below the value it looks at, and what is allowed
 * instead. The value found is added by whoever prints it.
 */
export type Report = (path: (string | number)[], message: string) => void;

/** The same report for a rule that looks at what stands further down. */
export function reportBelow(report: Report, ...above: (string | number)[]): Report {
  return (path, message) => {
    report([...above, ...path], message);
  };
}
