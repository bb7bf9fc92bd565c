/** The mark: one track that becomes two. */
export function BrandMark(props: { readonly size?: number }) {
  const size = props.size ?? 24;
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden focusable={false}>
      <rect width="32" height="32" rx="7" fill="#0c6b7a" />
      <path
        d="M6 20h20M6 20c9 0 9-9 20-9"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="26" cy="11" r="2.4" fill="#fff" />
    </svg>
  );
}
