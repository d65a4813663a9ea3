import { UsageError } from "../../cli/usageError.ts";

/** Asks a question and gives the answer; undefined where nobody sits at a terminal. */
export type Ask = ((question: string) => Promise<string>) | undefined;

/**
 * Goes on only when somebody said yes.
 *
 * @param why what is about to happen, as a sentence
 * @throws UsageError when the answer is no, or there is nobody to ask
 */
export async function confirm(why: string, yes: boolean, ask: Ask): Promise<void> {
  if (yes) return;
  if (!ask) throw new UsageError(`${why} Give --yes to go on.`);
  const answer = await ask(`${why} Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError("Not confirmed: nothing was done.");
}
