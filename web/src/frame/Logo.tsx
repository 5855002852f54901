/** Two circles that share a middle: 关系. */
export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 30 30" role="img" aria-label="Guanxi 关系">
      <rect width="30" height="30" rx="8" fill="var(--brand)" />
      <g fill="none" stroke="#fff" strokeWidth="2">
        <circle cx="11.6" cy="15" r="6" />
        <circle cx="18.4" cy="15" r="6" />
      </g>
      <path d="M15 10.1a6 6 0 0 1 0 9.8 6 6 0 0 1 0-9.8z" fill="#fff" />
    </svg>
  )
}
