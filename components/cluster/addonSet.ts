import { EKS_ADDONS, type EksAddon } from "../shared/versions.ts";

/** What EKS Auto Mode does not bring itself. Source: Amazon EKS User Guide, "EKS Auto Mode" and "CSI snapshot controller". */
const AUTO_MODE_ADDONS: readonly EksAddon[] = ["snapshot-controller", "metrics-server"];

/** The add-ons a cluster gets. */
export function addonsOf(autoMode: boolean): readonly EksAddon[] {
  return autoMode ? AUTO_MODE_ADDONS : EKS_ADDONS;
}
