/** A number and what it counts: `1 day`, `2 days`. */
export function counted(number: number, one: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${one}s`;
}
