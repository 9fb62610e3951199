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
        d="M2 20h28M6 20a10 10 0 0 1 20 0"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="16" cy="4" r="2.2" className="fill-clay" />
    </svg>
  );
}
