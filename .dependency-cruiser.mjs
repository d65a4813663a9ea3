/**
 * Imports go one way: index.ts -> components -> components/shared. Packs stand alone. preview and rehearsal know the
 * program only through index.ts. Tests may import anything; nothing imports tests.
 */
const component = "^components/([^/]+)/";
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "types may refer to each other; code may not",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "no-missing", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "component-stands-alone",
      comment: "a component imports its own files and components/shared; it is handed Outputs by index.ts",
      severity: "error",
      from: { path: component, pathNot: "^components/(shared|config)/" },
      to: {
        path: "^(components|policies|cli|preview|rehearsal|drills|capacity|bootstrap|tests|scripts|index\\.ts)",
        pathNot: ["^components/$1/", "^components/shared/"],
      },
    },
    {
      name: "shared-imports-nothing-of-ours",
      severity: "error",
      from: { path: "^components/shared/" },
      to: {
        path: "^(components|policies|cli|preview|rehearsal|drills|capacity|bootstrap|tests|scripts|index\\.ts)",
        pathNot: "^components/shared/",
      },
    },
    {
      name: "config-is-data",
      comment: "the stack schema is composed of the components' config.ts files and shared data; it makes no resource",
      severity: "error",
      from: { path: "^components/config\\.ts$" },
      to: {
        path: "^(components/[^/]+/|@pulumi)",
        pathNot: ["^components/shared/", "^components/[^/]+/config\\.ts$", "^components/config/"],
      },
    },
    {
      name: "pack-stands-alone",
      comment: "each policy pack is published by itself",
      severity: "error",
      from: { path: "^policies/([^/]+)/" },
      to: {
        path: "^(components|policies|cli|preview|rehearsal|drills|capacity|bootstrap|tests|scripts|index\\.ts)",
        pathNot: "^policies/$1/",
      },
    },
    {
      name: "tools-know-no-component",
      comment: "preview, rehearsal, drills and the capacity view know the program through index.ts, loaded at run time",
      severity: "error",
      from: { path: "^(preview|rehearsal|drills|capacity)/" },
      to: { path: "^(components|tests|scripts)" },
    },
    {
      name: "cli-imports-nothing-of-ours",
      comment: "what all commands share: reading a command line, suggestions, the process",
      severity: "error",
      from: { path: "^cli/" },
      to: {
        path: "^(components|policies|preview|rehearsal|drills|capacity|bootstrap|tests|scripts|index\\.ts)",
      },
    },
    { name: "nothing-imports-tests", severity: "error", from: { pathNot: "^tests/" }, to: { path: "^tests/" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js", ".json"],
      conditionNames: ["import", "node", "default"],
      exportsFields: ["exports"],
    },
    tsConfig: { fileName: "tsconfig.json" },
  },
};
