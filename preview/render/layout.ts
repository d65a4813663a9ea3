import type { Surroundings } from "../../cli/surroundings.ts";
import { palette, wantsColour } from "./colour.ts";
import type { Layout } from "./text.ts";

/**
 * A terminal's own width within reason; 100 columns in a pipe, so that what is captured is the same everywhere.
 *
 * @param widest columns beyond which more room helps nobody
 */
export function layoutFor(
  { environment, terminalColumns }: Pick<Surroundings, "environment" | "terminalColumns">,
  { color }: { readonly color: boolean },
  widest: number,
): Layout {
  return {
    width: terminalColumns === undefined ? 100 : Math.min(widest, Math.max(60, terminalColumns)),
    palette: palette(wantsColour(environment, terminalColumns !== undefined, !color)),
  };
}
