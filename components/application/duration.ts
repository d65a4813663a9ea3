/** A Go duration of whole hours, minutes and seconds, as Argo Rollouts reads them. */
export const GO_DURATION = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** The seconds of a duration such as `1h30m`. @throws Error when it is none */
export function durationSeconds(duration: string): number {
  const match = GO_DURATION.exec(duration);
  if (!match) throw new Error(`${duration} is not a duration`);
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
