import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Leaves parts of the SDKs unloaded until somebody asks something of them: what serialises functions (a package manager,
 * a compiler, a reader of package.json), the Automation API, tracing, gRPC, the namespaces of providers, files of
 * manifests by pattern. The SDKs import them for everybody, and they are more than half of their import time.
 */
export function deferRarelyUsedParts() {
  const here = createRequire(import.meta.url);
  const require = createRequire(here.resolve("@pulumi/pulumi"));
  defer(require, "typescript", (load) => onFirstUse(load, {}));
  // As compiled ES modules, or taken for such, they are imported by reference.
  for (const name of ["@pulumi/pulumi/automation/index.js", "@opentelemetry/api"]) {
    defer(require, name, (load) => onFirstUse(load, { __esModule: true }));
  }
  defer(createRequire(here.resolve("@pulumi/kubernetes")), "glob", (load) => onFirstUse(load, { __esModule: true }));
  // Of this one a reference to a resource takes one class.
  defer(require, "semver", (load) =>
    onFirstUse(load, {
      __esModule: true,
      get SemVer() {
        return require("semver/classes/semver.js");
      },
    }),
  );
  // Queries for Prometheus exist for three generations of dashboards, and the program has the first.
  for (const name of ["dashboardv2", "dashboardv2beta1"]) {
    defer(here, `@grafana/grafana-foundation-sdk/${name}`, (load) => onFirstUse(load, { __esModule: true }));
  }
  // `aws.eks` stays: the SDK must know its classes before it is handed a reference to the cluster.
  deferNamespaces(here, "@pulumi/aws", ["eks"]);
  deferNamespaces(here, "@pulumi/kubernetes", []);
  // The SDK copies the exports of this one at import, and makes instances of a single class.
  defer(require, "@npmcli/arborist", (load) => ({
    Arborist: new Proxy(class {}, { construct: (_, args) => new (load().Arborist)(...args) }),
  }));
  // Clients of services are defined at import, and connect when they are made.
  defer(require, "@grpc/grpc-js", (load) =>
    onFirstUse(load, {
      __esModule: true,
      makeGenericClientConstructor: (...definition) =>
        new Proxy(class {}, {
          construct: (_, args) => new (load().makeGenericClientConstructor(...definition))(...args),
        }),
    }),
  );
  // This one is a function.
  defer(
    require,
    "normalize-package-data",
    (load) =>
      (...args) =>
        load()(...args),
  );
}

/** Leaves the namespaces of a provider's package, such as `aws.ec2`, to those that use them: one for each service, over 230. */
function deferNamespaces(require, packageName, kept) {
  const index = require.resolve(packageName);
  for (const entry of readdirSync(dirname(index), { withFileTypes: true })) {
    if (!entry.isDirectory() || kept.includes(entry.name)) continue;
    deferFile(require, join(dirname(index), entry.name, "index.js"), (load) => onFirstUse(load, { __esModule: true }));
  }
}

function onFirstUse(load, known) {
  let loaded;
  const part = () => (loaded ??= load());
  return new Proxy(known, {
    get: (_, property) => (property in known ? known[property] : part()[property]),
    has: (_, property) => property in part(),
    ownKeys: () => Reflect.ownKeys(part()),
    getOwnPropertyDescriptor(_, property) {
      const descriptor = Reflect.getOwnPropertyDescriptor(part(), property);
      // A proxy may not report as fixed what its target does not have.
      return descriptor && { ...descriptor, configurable: true };
    },
  });
}

/** Puts a stand-in where `require` looks first; the module itself takes its place when it is loaded. */
function defer(require, name, standIn) {
  deferFile(require, require.resolve(name), standIn);
}

function deferFile(require, path, standIn) {
  const load = () => {
    if (require.cache[path] === placeholder) delete require.cache[path];
    return require(path);
  };
  const placeholder = { id: path, path, filename: path, loaded: true, exports: standIn(load), children: [], paths: [] };
  require.cache[path] = placeholder;
}
