import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import styles from './demo-accounts.module.css';
import { accessWords } from './words.ts';

type DemoAccountsProps = {
  readonly accounts: OutputOf<'access.getWelcome'>['demoAccounts'];
  readonly password: string;
  readonly chosen: string;
  readonly onChoose: (login: string) => void;
};

/** One account per kind of user; choosing one fills in the form. */
export function DemoAccounts({ accounts, password, chosen, onChoose }: DemoAccountsProps) {
  const words = useWords(accessWords);
  const { label } = useFormat();
  return (
    <>
      <h2 className={styles.title}>{words.demoTitle}</h2>
      <p className={styles.hint}>{words.demoHint({ password })}</p>
      <ul className={styles.list}>
        {accounts.map((account) => (
          <li key={account.login}>
            <button
              type="button"
              className={styles.account}
              aria-pressed={account.login === chosen}
              onClick={() => onChoose(account.login)}
            >
              <span className={styles.role}>{label(account.role)}</span>
              <span className={styles.name}>{account.name}</span>
              <code className={styles.login}>{account.login}</code>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
