import { type Palette, type Style, palette } from "./colour.ts";

/** How a renderer lays its text out. */
export interface Layout {
  /** Columns available. */
  readonly width: number;
  readonly palette: Palette;
}

/** 100 columns without colour: what a pipe gets. */
export const PLAIN_LAYOUT: Layout = { width: 100, palette: palette(false) };

/** A piece of a line, painted only after the line was cut to its width. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** The columns a text takes; characters outside the basic plane count once. */
export function columns(text: string): number {
  return Array.from(text).length;
}

/**
 * One line of text: line breaks and tabs become spaces, other control characters go. A name or message from a stack
 * file must not be able to move the cursor or recolour a terminal.
 */
export function oneLine(text: string): string {
  return text.replace(/[^\S\u00a0]+/g, " ").replace(/\p{Cc}/gu, "");
}

/** Cuts to `width` columns, the last of them an ellipsis when something was lost. */
export function fit(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  return width <= 0 ? "" : `${characters.slice(0, width - 1).join("")}…`;
}

/** Fills with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** One painted line of at most the layout's width, without spaces at its end. */
export function line(spans: readonly Span[], layout: Layout): string {
  let room = layout.width;
  const used: Span[] = [];
  for (const span of spans) {
    if (room <= 0) break;
    const text = fit(oneLineKeepingIndent(span.text), room);
    room -= columns(text);
    used.push({ ...span, text });
  }
  while (used.length > 0) {
    const last = used.pop();
    const text = last?.text.trimEnd() ?? "";
    if (text !== "") {
      used.push({ ...last, text });
      break;
    }
  }
  return used.map(({ text, style }) => layout.palette[style ?? "plain"](text)).join("");
}

/** `oneLine`, except that runs of plain spaces stay: they align columns. */
function oneLineKeepingIndent(text: string): string {
  return text
    .split(/( +)/)
    .map((part) => (part.startsWith(" ") ? part : oneLine(part)))
    .join("");
}

/**
 * Breaks prose into lines of at most `width` columns. A word that is longer than a line stays whole on its own; a
 * no-break space holds words together.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of oneLine(text).trim().split(" ")) {
    if (current !== "" && columns(current) + 1 + columns(word) > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  if (current !== "") lines.push(current);
  return lines;
}

/** Prose after a first-line prefix, the further lines below its text. */
export function paragraph(prefix: Span, text: string, layout: Layout, style: Style = "plain"): string[] {
  const indent = columns(prefix.text);
  return wrap(text, Math.max(20, layout.width - indent)).map((content, index) => {
    const start = index === 0 ? layout.palette[prefix.style ?? "plain"](prefix.text) : " ".repeat(indent);
    return start + layout.palette[style](content);
  });
}

/** `1 resource`, `2 resources`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
