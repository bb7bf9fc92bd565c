import { AnalysisPanel, analysisWords } from '#features/routing/analysis';
import { CasesPanel, caseWords } from '#features/routing/cases';
import { isDirty } from '#features/routing/grid';
import { ReplayPanel, replayWords } from '#features/routing/replay';
import { RowPanel, tableWords } from '#features/routing/table';
import { type Language, useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Button, CloseButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChecklist,
  IconFlask,
  IconHistory,
  IconListDetails,
  type IconProps,
  IconStethoscope,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { ProblemList } from './problem-list.tsx';
import styles from './side-panel.module.css';
import type { SideProps } from './side-props.ts';
import { TryPanel } from './try-panel.tsx';
import { ruleWords } from './words.ts';

/** What the buttons tell. */
type Told = Pick<SideProps, 'analysis' | 'table'>;

/** A panel that can stand beside the table, and its button. */
type Side = {
  readonly id: string;
  readonly icon: ComponentType<IconProps>;
  readonly title: (language: Language) => string;
  readonly Panel: ComponentType<SideProps>;
  /** What the button says where it says more than the title. */
  readonly button?: (language: Language, props: Told) => string;
  readonly isAlarming?: (props: Told) => boolean;
  /** There only where the table can be changed. */
  readonly isForEditing?: boolean;
};

/** The panels, in the order of their buttons. A new one is a line here. */
const SIDES: readonly Side[] = [
  {
    id: 'row',
    icon: IconListDetails,
    title: (language) => tableWords[language].rowDetails,
    Panel: ({ draft, state, table, facts, isReadOnly }) => (
      <RowPanel
        state={state}
        dispatch={draft.dispatch}
        naming={table.naming}
        facts={facts}
        isReadOnly={isReadOnly}
      />
    ),
  },
  {
    id: 'try',
    icon: IconFlask,
    title: (language) => ruleWords[language].tryOne,
    Panel: TryPanel,
  },
  {
    id: 'cases',
    icon: IconChecklist,
    title: (language) => caseWords[language].title,
    Panel: ({ loaded, draft, table, isReadOnly, reach }) => (
      <CasesPanel
        ruleSetId={loaded.version.ruleSetId}
        rules={draft.state.rules}
        groups={table.choices}
        phraser={table.phraser}
        mayEdit={!isReadOnly}
        onReach={reach}
      />
    ),
  },
  {
    id: 'analysis',
    icon: IconStethoscope,
    title: (language) => analysisWords[language].title,
    button: (language, { analysis: { total, isGoingOn } }) =>
      total === 0 && isGoingOn
        ? analysisWords[language].title
        : analysisWords[language].count({ count: total }),
    Panel: ({ analysis, draft, table, isReadOnly, reach }) => (
      <AnalysisPanel
        analysis={analysis}
        rules={draft.state.rules}
        phraser={table.phraser}
        groups={table.choices}
        isReadOnly={isReadOnly}
        onReach={reach}
        onFix={(rules) => draft.dispatch({ type: 'replace', rules })}
      />
    ),
  },
  {
    id: 'replay',
    icon: IconHistory,
    title: (language) => replayWords[language].title,
    Panel: ({ loaded, draft, groups, isReadOnly }) => (
      <ReplayPanel
        versionId={loaded.version.id}
        revision={draft.revision}
        isDirty={!isReadOnly && isDirty(draft.state)}
        onSave={draft.save}
        groups={groups}
      />
    ),
  },
  {
    id: 'problems',
    icon: IconAlertTriangle,
    title: (language) => ruleWords[language].problems,
    button: (language, { table }) => ruleWords[language].problemCount({ count: table.problems.list.length }),
    isAlarming: ({ table }) => table.problems.list.length > 0,
    isForEditing: true,
    Panel: ({ table, draft, reach }) => (
      <ProblemList
        problems={table.problems.list}
        rules={draft.state.rules}
        say={table.problems.say}
        onReach={reach}
      />
    ),
  },
];

type Opening = {
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
};

export type SideButtonsProps = Told & Opening & Pick<SideProps, 'isReadOnly'>;

/** A button for each panel; the open one's is pressed. */
export function SideButtons(props: SideButtonsProps) {
  return SIDES.filter(({ isForEditing }) => !isForEditing || !props.isReadOnly).map((side) => (
    <SideButton key={side.id} side={side} {...props} />
  ));
}

function SideButton({ side, ...props }: SideButtonsProps & { readonly side: Side }) {
  const { language } = useLanguage();
  const text = side.button?.(language, props) ?? side.title(language);
  const isOpen = props.open === side.id;
  const Icon = side.icon;
  const color = side.isAlarming?.(props) ? 'var(--yard-warn-ink)' : 'currentColor';
  return (
    <Button
      variant={isOpen ? 'light' : 'default'}
      aria-pressed={isOpen}
      leftSection={<Icon size={15} color={color} aria-hidden />}
      onClick={() => props.onOpen(isOpen ? null : side.id)}
    >
      {text}
    </Button>
  );
}

/** The open panel, or nothing. */
export function SidePanel(props: SideProps & Opening) {
  const side = SIDES.find(({ id }) => id === props.open);
  return side && <OpenSide key={side.id} side={side} {...props} />;
}

function OpenSide({ side, ...props }: SideProps & Opening & { readonly side: Side }) {
  const words = useWords(ruleWords);
  const title = side.title(useLanguage().language);
  return (
    <aside className={styles.panel} aria-label={title}>
      <div className={styles.header}>
        <span>{title}</span>
        <span className={styles.gap} />
        <CloseButton aria-label={words.keepEditing} onClick={() => props.onOpen(null)} />
      </div>
      <div className={styles.body}>
        <side.Panel {...props} />
      </div>
    </aside>
  );
}
