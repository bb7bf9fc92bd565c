import { type Language, LanguageProvider, useLanguage } from '#i18n/language';
import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useState } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import { makeQueryClient } from './query-client.ts';
import { theme } from './theme.ts';

type RootProps = {
  /** What the shell's content policy asks of generated styles. */
  readonly nonce?: string;
  readonly language?: Language;
  /** No transitions, for tests. */
  readonly isTest?: boolean;
};

/** The whole interface inside a router; tests put their own router around it. */
export function Root({ nonce = '', language, isTest = false }: RootProps) {
  const [queries] = useState(makeQueryClient);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      env={isTest ? 'test' : 'default'}
    >
      <LanguageProvider {...(language ? { initial: language } : {})}>
        <QueryClientProvider client={queries}>
          <Calendars>
            <Notifications position="bottom-right" limit={4} />
            <ErrorBoundary>
              <Gate />
            </ErrorBoundary>
          </Calendars>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}

/** Calendars name days and months in the chosen language; weeks begin on Monday. */
function Calendars(props: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <DatesProvider settings={{ locale: language === 'en' ? 'en' : 'zh-cn', firstDayOfWeek: 1 }}>
      {props.children}
    </DatesProvider>
  );
}
