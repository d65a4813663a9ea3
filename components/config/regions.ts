import leven from "leven";

/**
 * Regions of the partitions a stack can be deployed to. Source: AWS Global Infrastructure documentation, "AWS Regions"; the
 * AWS provider's own list, 7.48.
 */
export const REGIONS = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "cn-north-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-gov-east-1",
  "us-gov-west-1",
  "us-west-1",
  "us-west-2",
];

/** Letters by which a name may be off and still be meant. */
const NEAR = 3;

/** What to say of a region that is well formed and not known. AWS opens regions every year: it is no refusal. */
export function regionAdvice(region: string): string[] {
  if (REGIONS.includes(region)) return [];
  const distances = REGIONS.map((known) => ({ known, distance: leven(region, known) }));
  const least = Math.min(...distances.map(({ distance }) => distance));
  const meant = distances.filter(({ distance }) => distance === least && distance <= NEAR).map(({ known }) => known);
  return [
    `aws:region names ${region}, which is no region known here${meant.length > 0 ? `; did you mean ${meant.join(" or ")}?` : "."} A region newer than this platform can be right.`,
  ];
}
