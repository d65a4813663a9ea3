import { findAssets, HERE } from "../../../scripts/apiserver/assets.ts";
import { crdDirectory } from "../../support/reference.ts";
import { Resources } from "./resources.ts";
import { startApiServer } from "./server.ts";
import { type Stack, stacks } from "./stack.ts";

const assets = findAssets(HERE);
if (!assets) throw new Error("there is no API server here; run these tests with: npm run test:apiserver");

/**
 * The server that all tests here share. It is started before any of them is loaded, since it decides which tests there
 * are, and stopped by the hooks beside this file.
 */
export const server = await startApiServer(assets, crdDirectory());
export const resources = new Resources(server.client);
/** Every stack of the project. */
export const STACKS: readonly Stack[] = await stacks();
