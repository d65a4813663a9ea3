import picocolors from "picocolors";

/** What a piece of text is, not which colour it has. */
export type Style = "plain" | "heading" | "quiet" | "name" | "good" | "warning" | "bad" | "flag";

/** Paints text; without colour every function returns its argument. */
export type Palette = Readonly<Record<Style, (text: string) => string>>;

/** A palette that uses ANSI colours, or one that leaves text alone. */
export function palette(enabled: boolean): Palette {
  const colours = picocolors.createColors(enabled);
  return {
    plain: (text) => text,
    heading: (text) => colours.bold(text),
    quiet: (text) => colours.dim(text),
    name: (text) => colours.cyan(text),
    good: (text) => colours.green(text),
    warning: (text) => colours.yellow(text),
    bad: (text) => colours.red(text),
    flag: (text) => colours.magenta(text),
  };
}

/**
 * Whether to colour: on a terminal, never in a pipe, unless the person says otherwise.
 * `NO_COLOR` wins over `FORCE_COLOR` (no-color.org; force-color.org), as in the colour library itself.
 */
export function wantsColour(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
  refused: boolean,
): boolean {
  if (refused || environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced) return forced !== "0" && forced !== "false";
  return isTerminal && environment.TERM !== "dumb";
}
