import { DEFAULT_ZONE, type Language } from '#domain/base';
import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';

type Speech = {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The company's IANA time zone: days and hours are shown in it, wherever the window is. */
  readonly zone: string;
  readonly setZone: (zone: string) => void;
};

export type { Language };

const KEPT_AS = 'switchyard.language';

const Speaking = createContext<Speech>({
  language: 'zh-CN',
  setLanguage: () => {},
  zone: DEFAULT_ZONE,
  setZone: () => {},
});

/** The language of everything below; switched at once, remembered by the browser. */
export function LanguageProvider(props: { readonly initial?: Language; readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(props.initial ?? firstLanguage);
  const [zone, setZone] = useState(DEFAULT_ZONE);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(KEPT_AS, language);
  }, [language]);
  const speech = useMemo(() => ({ language, setLanguage, zone, setZone }), [language, zone]);
  return createElement(Speaking, { value: speech }, props.children);
}

export function useLanguage(): Speech {
  return useContext(Speaking);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
