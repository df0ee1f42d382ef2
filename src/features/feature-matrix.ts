/** Rows × features, row-major: the input of a detector. Holds no NaN and no infinity. */
export interface FeatureMatrix {
  readonly values: Float32Array;
  readonly rows: number;
  readonly features: readonly FeatureInfo[];
}

export interface FeatureInfo {
  /** Unique within the matrix: 'duration', 'proto = tcp', 'source: flows in the last 60 s'. */
  readonly name: string;
  /** Column of the table (or of the derived network columns) that it came from; one-hot siblings share it. */
  readonly source: string;
  readonly kind: 'numeric' | 'one-hot';
}
