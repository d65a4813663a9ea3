/** Fetches a signed address. @throws an error with the answer's status when it is no success */
export async function download(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(300_000)]) });
  if (!response.ok) throw Object.assign(new Error("the storage refused"), { status: response.status });
  return new Uint8Array(await response.arrayBuffer());
}
