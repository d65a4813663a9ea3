import { Interrupted } from "./errors.ts";

/** Signals that end a drill. */
export type EndSignal = "SIGINT" | "SIGTERM";
/** Where signals come from: the process, or a test. */
export interface SignalSource {
  on(signal: EndSignal, listener: () => void): unknown;
  off(signal: EndSignal, listener: () => void): unknown;
}

/** What a drill is ended by. */
export interface Interrupts {
  /** Aborted by the first signal: the drill stops what it does and cleans up. */
  readonly signal: AbortSignal;
  close(): void;
}

/**
 * Listens for Ctrl-C and SIGTERM.
 *
 * @param insist called at each further signal: who presses twice does not want to wait for the clean-up
 */
export function listenForInterrupts(source: SignalSource, insist: () => void): Interrupts {
  const controller = new AbortController();
  const listeners = (["SIGINT", "SIGTERM"] as const).map((name) => {
    const listener = (): void => {
      if (controller.signal.aborted) insist();
      else controller.abort(new Interrupted(name));
    };
    source.on(name, listener);
    return [name, listener] as const;
  });
  return {
    signal: controller.signal,
    close: () => {
      for (const [name, listener] of listeners) source.off(name, listener);
    },
  };
}
