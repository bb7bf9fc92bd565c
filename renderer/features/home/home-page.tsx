import { useAsk } from '#bridge/ask';
import { useMay, useMe } from '#features/access';
import { NoSums, useColumnAccess } from '#features/access/columns';
import { MyReminders } from '#features/pool';
import { WaitingForMe } from '#features/requests';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { StatTiles } from '#ui/stat-tile';
import { AttributionTiles } from './attribution-tiles.tsx';
import styles from './home-page.module.css';
import { LatestDecisions } from './latest-decisions.tsx';
import { LatestImports } from './latest-imports.tsx';
import { LatestJobs } from './latest-jobs.tsx';
import { MonthlyResults } from './monthly-results.tsx';
import { MyOpportunities } from './my-opportunities.tsx';
import { RoutingTiles } from './routing-tiles.tsx';
import { homeWords } from './words.ts';

/** What waits for the person at the window: their role, and what is theirs, decide which parts there are. */
export function HomePage() {
  const words = useWords(homeWords);
  const { label } = useFormat();
  const me = useMe();
  const mayRouting = useMay('routing.view');
  const mayAttribution = useMay('attribution.view');
  const seesMoney = useColumnAccess('money') === 'plain';
  const mayImports = useMay('transfer.view');
  const mayPool = useMay('pool.view');
  return (
    <Page
      title={words.hello({ name: me.name })}
      subtitle={words.hint({ roles: me.roles.map(label).join(' · ') })}
    >
      {(mayRouting || mayAttribution) && (
        <StatTiles>
          {mayRouting && <RoutingTiles />}
          {mayAttribution && seesMoney && <AttributionTiles />}
        </StatTiles>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <WaitingForMe />
          {mayPool && <MyReminders />}
          <Mine />
          {mayAttribution && (seesMoney ? <MonthlyResults /> : <ClosedResults />)}
          {mayImports && <LatestImports />}
        </div>
        <div className={styles.column}>
          {mayRouting && <LatestDecisions />}
          <LatestJobs />
        </div>
      </div>
    </Page>
  );
}

/** In the place of the months' results, for who does not see money. */
function ClosedResults() {
  const words = useWords(homeWords);
  return (
    <Section title={words.results}>
      <NoSums />
    </Section>
  );
}

/** Only for those who own opportunities at all: a trainer or finance never does. */
function Mine() {
  const me = useMe();
  const mayContacts = useMay('contacts.view');
  const any = useAsk(
    'contacts.listOpportunities',
    { ownerId: me.userId, limit: 1 },
    { enabled: mayContacts },
  );
  return any.data && any.data.total > 0 ? <MyOpportunities /> : null;
}
