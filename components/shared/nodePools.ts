/** Label of nodes by which applications choose a node pool: the pool's configured name, also where it became one pool per zone. */
export const NODE_POOL_LABEL = "eks-platform/node-pool";
