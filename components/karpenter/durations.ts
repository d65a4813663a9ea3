/** What `expireAfter` and `consolidateAfter` may be. Source: NodePool v1 of Karpenter 1.14.1 (its CRD's patterns). */
export const LIFETIME_PATTERN = /^(([0-9]+(s|m|h))+|Never)$/;

/** What `terminationGracePeriod` may be. Source: as above. */
export const DURATION_PATTERN = /^([0-9]+(s|m|h))+$/;

/** What a disruption budget's `duration` may be: hours and minutes. Source: as above. */
export const BUDGET_DURATION_PATTERN = /^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$/;
