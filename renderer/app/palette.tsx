import { useAsk, useAskAnew, useTell } from '#bridge/ask';
import { ClosedColumns, useMe } from '#features/access';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import {
  IconAddressBook,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconReceipt,
  IconSearch,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useScheme } from './corner.tsx';
import { pagesFor } from './navigation.tsx';
import { appWords } from './words.ts';

type Offer = {
  readonly key: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon: ReactNode;
  readonly onChoose: () => void;
};

const SHOWN = 5;
const icon = { size: 17, stroke: 1.6, 'aria-hidden': true } as const;

/** Ctrl/⌘ K: pages, actions, and a search of opportunities, orders and people. */
export function Palette() {
  const words = useWords(appWords);
  const [query, setQuery] = useState('');
  const groups = [
    { name: words.found.pages, offers: usePageOffers(query) },
    { name: words.found.actions, offers: useActionOffers(query) },
    { name: words.found.opportunities, offers: useOpportunityOffers(query) },
    { name: words.found.orders, offers: useOrderOffers(query) },
    { name: words.found.people, offers: usePeopleOffers(query) },
  ].filter((group) => group.offers.length > 0);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': words.searchTitle } }}
    >
      <Spotlight.Search
        placeholder={words.searchTitle}
        aria-label={words.searchTitle}
        leftSection={<IconSearch size={17} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.name} label={group.name}>
            {group.offers.map((offer) => (
              <Spotlight.Action
                key={offer.key}
                label={offer.label}
                {...(offer.description ? { description: offer.description } : {})}
                leftSection={offer.icon}
                onClick={offer.onChoose}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && (
          <Spotlight.Empty>
            {words.nothingFound}
            <ClosedColumns of={['phone']} />
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function matches(query: string, ...texts: readonly string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

function usePageOffers(query: string): Offer[] {
  const { label } = useFormat();
  const me = useMe();
  const go = useNavigate();
  return pagesFor(me.permissions)
    .filter(({ nav }) => matches(query, nav.label.zh, nav.label.en, ...(nav.keywords ?? [])))
    .map(({ path, nav: { icon: Icon, label: name } }) => ({
      key: path,
      label: label(name),
      icon: <Icon {...icon} />,
      onChoose: () => void go(path),
    }));
}

function useActionOffers(query: string): Offer[] {
  const words = useWords(appWords);
  const { language, setLanguage } = useLanguage();
  const { isDark, toggle } = useScheme();
  const askAnew = useAskAnew();
  const lock = useTell('access.lock');
  const signOut = useTell('access.signOut');
  const then = { onSuccess: () => askAnew() };
  const offers: (Offer & { readonly keywords: readonly string[] })[] = [
    {
      key: 'language',
      label: `${words.language} · ${words.toLanguage}`,
      icon: <IconLanguage {...icon} />,
      onChoose: () => setLanguage(language === 'en' ? 'zh-CN' : 'en'),
      keywords: ['yuyan', 'yy', 'language', 'english', '中文'],
    },
    {
      key: 'scheme',
      label: isDark ? words.light : words.dark,
      icon: isDark ? <IconSun {...icon} /> : <IconMoon {...icon} />,
      onChoose: toggle,
      keywords: ['shense', 'qianse', 'theme', 'dark', 'light', '主题'],
    },
    {
      key: 'lock',
      label: words.lock,
      icon: <IconLock {...icon} />,
      onChoose: () => lock.mutate({}, then),
      keywords: ['suoding', 'sd', 'lock'],
    },
    {
      key: 'signOut',
      label: words.signOut,
      icon: <IconLogout {...icon} />,
      onChoose: () => signOut.mutate({}, then),
      keywords: ['tuichu', 'tc', 'logout', 'sign out'],
    },
  ];
  return offers.filter((offer) => matches(query, offer.label, ...offer.keywords));
}

/** What was typed, once typing rests; empty until there is enough to search for. */
function useSearch(query: string): string {
  const [rested] = useDebouncedValue(query.trim(), 200);
  return rested.length >= 2 ? rested : '';
}

function useOpportunityOffers(query: string): Offer[] {
  const { label } = useFormat();
  const search = useSearch(query);
  const go = useNavigate();
  const may = useMe().permissions.includes('contacts.view');
  const found = useAsk(
    'contacts.listOpportunities',
    { search, offset: 0, limit: SHOWN },
    { enabled: may && search !== '' },
  );
  if (search === '') return [];
  return (found.data?.rows ?? []).map((row) => ({
    key: `opportunity-${row.id}`,
    label: row.title || row.cardName || row.contact,
    description: `${row.contact} · ${label(row.line)}`,
    icon: <IconAddressBook {...icon} />,
    onChoose: () => void go(`/opportunities/${row.id}`),
  }));
}

function useOrderOffers(query: string): Offer[] {
  const { label, money } = useFormat();
  const search = useSearch(query);
  const go = useNavigate();
  const may = useMe().permissions.includes('orders.view');
  const found = useAsk(
    'orders.listOrders',
    { search, offset: 0, limit: SHOWN },
    { enabled: may && search !== '' },
  );
  if (search === '') return [];
  return (found.data?.rows ?? []).map((row) => ({
    key: `order-${row.id}`,
    label: row.externalId,
    description: `${row.contact} · ${label(row.product)} · ${money(row.amountMinor, row.currency)}`,
    icon: <IconReceipt {...icon} />,
    onChoose: () => void go(`/orders/${row.id}`),
  }));
}

function usePeopleOffers(query: string): Offer[] {
  const { label } = useFormat();
  const search = useSearch(query);
  const go = useNavigate();
  const people = useAsk('access.listUsers', {}, { enabled: search !== '' });
  if (search === '') return [];
  return (people.data ?? [])
    .filter((person) => matches(search, person.name, person.login))
    .slice(0, SHOWN)
    .map((person) => ({
      key: `person-${person.id}`,
      label: person.name,
      description: person.unit ? label(person.unit) : undefined,
      icon: <IconUser {...icon} />,
      onChoose: () => void go(`/people?search=${encodeURIComponent(person.name)}`),
    }));
}
