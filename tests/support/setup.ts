// Loaded before every test file, and before the Pulumi SDK: a resource captures a stack trace when it is made, and
// under mocks that is most of its cost.
import { enableCompileCache } from "node:module";

enableCompileCache();
Error.stackTraceLimit = 4;
