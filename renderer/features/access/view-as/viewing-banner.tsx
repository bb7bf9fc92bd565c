import { useAskAnew, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import styles from './viewing-banner.module.css';
import { viewAsWords } from './words.ts';

type ViewingBannerProps = {
  readonly name: string;
  readonly viewing: NonNullable<OutputOf<'access.getSession'>['viewing']>;
};

const MINUTE = 60_000;

/** Says over every page whose console this is, and ends it. */
export function ViewingBanner({ name, viewing }: ViewingBannerProps) {
  const words = useWords(viewAsWords);
  const { duration } = useFormat();
  const go = useNavigate();
  const askAnew = useAskAnew();
  const end = useTell('access.endViewAs');
  const [now, setNow] = useState(Date.now);
  const back = () => {
    void go('/');
    askAnew();
  };
  useInterval(
    () => {
      setNow(Date.now());
      if (Date.now() >= viewing.until) askAnew();
    },
    MINUTE / 4,
    { autoInvoke: true },
  );
  const left = Math.max(MINUTE, Math.ceil((viewing.until - now) / MINUTE) * MINUTE);
  return (
    <div role="alert" className={styles.banner}>
      <IconEye size={18} aria-hidden />
      <span>{words.viewing({ name, by: viewing.byName })}</span>
      <span className={styles.left}>{words.left({ time: duration(left) })}</span>
      {/* Refused only where it has ended already. */}
      <Button
        size="compact-sm"
        variant="white"
        color="dark"
        loading={end.isPending}
        onClick={() => end.mutate({}, { onSettled: back })}
      >
        {words.end}
      </Button>
    </div>
  );
}
