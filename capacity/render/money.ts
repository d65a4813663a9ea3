/** A price an hour: four decimals below ten dollars, two above. */
export function perHour(usd: number | null): string {
  if (usd === null) return "no price";
  return `$${usd < 10 ? usd.toFixed(4) : usd.toFixed(2)}`;
}

/** A price a month, whole dollars. */
export function perMonth(usd: number, hoursPerMonth: number): string {
  return `$${Math.round(usd * hoursPerMonth).toLocaleString("en-US")}`;
}
