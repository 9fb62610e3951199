/** The mark: one arch, two shores. */
export function Arch({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 24"
      className={className}
      aria-hidden="true"
      focusable="false"
    >
      <path
        d="M1 21h5a10 10 0 0 1 20 0h5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M11 21a5 5 0 0 1 10 0"
        fill="none"
        strokeWidth="2.6"
        strokeLinecap="round"
        className="stroke-clay"
      />
    </svg>
  );
}
