/** The mark: a steady flow and the stray point above it. */
export const BrandMark = ({ size = 20 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    <title>Strayflow</title>
    <path
      d="M2 17c3.2 0 3.2-4 6.4-4s3.2 4 6.4 4 3.2-4 7.2-4"
      fill="none"
      stroke="var(--sf-normal)"
      strokeWidth="2.4"
      strokeLinecap="round"
    />
    <path d="M2 9.5h20" stroke="var(--sf-threshold)" strokeWidth="1.4" strokeDasharray="2.6 2.2" />
    <circle cx="16.4" cy="4.8" r="2.6" fill="var(--sf-anomaly)" />
  </svg>
);
