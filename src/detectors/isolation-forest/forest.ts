/**
 * A grown forest, node by node: the form that is explained and saved. Scoring reads a packed copy (packed.ts).
 *
 * The nodes of all trees stand in one array each, tree after tree, every tree in pre-order: the left child of node i is
 * i + 1, the right one `right[i]` (an index into the same arrays).
 */
export interface Forest {
  /** Number of columns that the trees were grown on. */
  readonly features: number;
  /** ψ: rows that each tree was grown on. */
  readonly sampleSize: number;
  readonly trees: number;
  /** First node of each tree, and after the last tree the number of nodes; trees + 1 entries. */
  readonly treeStart: Uint32Array;
  /** Column that a node splits on; −1 in a leaf. */
  readonly feature: Int32Array;
  /** A row goes right where its value is greater than this; 0 in a leaf. */
  readonly threshold: Float32Array;
  /** Index of the right child; 0 in a leaf. */
  readonly right: Uint32Array;
  /** Training rows that reached the node. */
  readonly samples: Uint32Array;
}

export const LEAF = -1;
