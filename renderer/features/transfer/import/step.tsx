import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { importWords } from './words.ts';

type StepProps = {
  readonly number: number;
  readonly title: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** Its turn has not come: it says so and shows nothing else. */
  readonly isWaiting?: boolean;
  readonly children?: ReactNode;
};

/** One step of an import, in its place on the page. */
export function Step(props: StepProps) {
  const words = useWords(importWords);
  return (
    <Section
      title={`${words.step({ number: props.number })} · ${props.title}`}
      hint={props.hint}
      actions={props.actions}
    >
      {props.isWaiting ? (
        <Text size="sm" c="dimmed">
          {words.chooseFirst}
        </Text>
      ) : (
        props.children
      )}
    </Section>
  );
}
