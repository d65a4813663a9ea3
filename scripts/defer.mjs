import { createRequire } from "node:module";

/**
 * Leaves parts of the SDK unloaded until somebody asks something of them: what serialises functions (a package manager
 * and a compiler) and the Automation API. The SDK imports them for everybody, and they are nearly half of its import time.
 */
export function deferRarelyUsedParts() {
  const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
  defer(require, "typescript", (load) => onFirstUse(load, {}));
  // As a compiled ES module it is imported by reference.
  defer(require, "@pulumi/pulumi/automation/index.js", (load) => onFirstUse(load, { __esModule: true }));
  // The SDK copies the exports of this one at import, and makes instances of a single class.
  defer(require, "@npmcli/arborist", (load) => ({
    Arborist: new Proxy(class {}, { construct: (_, args) => new (load().Arborist)(...args) }),
  }));
}

function onFirstUse(load, known) {
  return new Proxy(known, {
    get: (_, property) => (property in known ? known[property] : load()[property]),
    has: (_, property) => property in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor(_, property) {
      const descriptor = Reflect.getOwnPropertyDescriptor(load(), property);
      // A proxy may not report as fixed what its target does not have.
      return descriptor && { ...descriptor, configurable: true };
    },
  });
}

/** Puts a stand-in where `require` looks first; the module itself takes its place when it is loaded. */
function defer(require, name, standIn) {
  const path = require.resolve(name);
  const load = () => {
    if (require.cache[path] === placeholder) delete require.cache[path];
    return require(path);
  };
  const placeholder = { id: path, path, filename: path, loaded: true, exports: standIn(load), children: [], paths: [] };
  require.cache[path] = placeholder;
}
