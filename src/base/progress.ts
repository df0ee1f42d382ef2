/** What a long task says while it runs. `done` never falls within a stage and ends at `total`. */
export interface Progress<Stage extends string = string> {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}
export type OnProgress<P extends Progress = Progress> = (progress: P) => void;
