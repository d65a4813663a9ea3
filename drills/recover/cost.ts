import { readCatalogue } from "../../capacity/catalogue/read.ts";
import { DRILL_NODES } from "./stackConfig.ts";

/** One line of an estimate. */
export interface CostLine {
  readonly what: string;
  readonly usdPerHour: number;
}

/** What a drill costs, about. */
export interface CostEstimate {
  readonly hours: number;
  readonly lines: readonly CostLine[];
  readonly usd: number;
  /** Where the prices are from, and what is left out. */
  readonly basis: string;
}

/** Hours in a month, as AWS reckons prices by the month. */
const MONTH = 730;
/** US dollars in us-east-1. Sources: AWS price pages "Amazon EKS", "Amazon VPC", "Amazon EBS", as quoted in April 2026. */
const PRICES = {
  /** A cluster in standard support, by the hour. */
  controlPlane: 0.1,
  /** A NAT gateway, by the hour. */
  natGateway: 0.045,
  /** A public IPv4 address, by the hour. */
  publicAddress: 0.005,
  /** A GiB of gp3, by the month. */
  gp3: 0.08,
} as const;
/** GiB of restored volumes that are reckoned with where nobody knows how many there will be. */
const RESTORED_GIB = 500;

/** Estimates a drill of so many hours. @throws Error when the catalogue has no price of the drill's nodes */
export function estimateCost(hours: number): CostEstimate {
  const { types, priceDate } = readCatalogue();
  const [type = ""] = DRILL_NODES.instanceTypes;
  const node = types.find(({ name }) => name === type)?.usdPerHour;
  if (node === undefined) throw new Error(`the catalogue of EC2 types has no price of ${type}`);
  const nodes = DRILL_NODES.desiredSize;
  const gib = RESTORED_GIB + nodes * DRILL_NODES.volumeSizeGiB;
  const lines = [
    { what: "EKS control plane", usdPerHour: PRICES.controlPlane },
    { what: `${nodes} ${type}`, usdPerHour: nodes * node },
    { what: "NAT gateway with its address", usdPerHour: PRICES.natGateway + PRICES.publicAddress },
    { what: `${gib} GiB of volumes`, usdPerHour: (gib * PRICES.gp3) / MONTH },
  ];
  return {
    hours,
    lines,
    usd: hours * lines.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0),
    basis: `list prices of us-east-1 (EC2 of ${priceDate}, the rest of April 2026); other regions differ by up to a third, and data through the NAT gateway, logs, and reading snapshots come on top`,
  };
}

/** An estimate for people. */
export function describeCost({ hours, lines, usd, basis }: CostEstimate): string {
  return [
    `About ${usd.toFixed(2)} US dollars for ${hours} hours:`,
    ...lines.map(({ what, usdPerHour }) => `  ${what.padEnd(30)} ${usdPerHour.toFixed(3)} an hour`),
    `By ${basis}.`,
  ].join("\n");
}
