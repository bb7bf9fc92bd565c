import styles from './key-hint.module.css';

/** Keys as they are written on this machine's keyboard: `mod` is ⌘ on a Mac, Ctrl elsewhere. */
export function KeyHint(props: { readonly keys: readonly string[] }) {
  const isMac = /mac/i.test(navigator.userAgent);
  return (
    <span className={styles.keys} aria-hidden>
      {props.keys.map((key) => (
        <kbd key={key} className={styles.key}>
          {key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : key}
        </kbd>
      ))}
    </span>
  );
}
