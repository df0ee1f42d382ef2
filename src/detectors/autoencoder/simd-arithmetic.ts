import { typedArrayArithmetic } from './arithmetic.ts';
export const simdArithmetic = (size: number) => typedArrayArithmetic(size);
