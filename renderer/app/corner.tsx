import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { ActionIcon, Button, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { appWords } from './words.ts';

/** The two switches that are always at hand: the language, and light or dark. */
export function Corner() {
  return (
    <>
      <LanguageSwitch />
      <SchemeSwitch />
    </>
  );
}

function LanguageSwitch() {
  const words = useWords(appWords);
  const { language, setLanguage } = useLanguage();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button variant="subtle" color="gray" size="compact-sm" lang={other} onClick={() => setLanguage(other)}>
      {words.toLanguage}
    </Button>
  );
}

export function useScheme(): { isDark: boolean; toggle: () => void } {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return { isDark, toggle: () => setColorScheme(isDark ? 'light' : 'dark') };
}

function SchemeSwitch() {
  const words = useWords(appWords);
  const { isDark, toggle } = useScheme();
  const label = isDark ? words.light : words.dark;
  return (
    <Tooltip label={label}>
      <ActionIcon size={28} aria-label={label} onClick={toggle}>
        {isDark ? <IconSun size={17} aria-hidden /> : <IconMoon size={17} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
