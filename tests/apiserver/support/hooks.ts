import type { RootHookObject } from "mocha";
import { server } from "./shared.ts";

/** What mocha does once for all files. */
export const mochaHooks: RootHookObject = { afterAll: () => server.stop() };
