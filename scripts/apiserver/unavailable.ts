/** What is needed for an API server is not to be had on this machine; the message says what. */
export class Unavailable extends Error {
  override name = "Unavailable";
}
