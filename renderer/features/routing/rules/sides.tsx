import type { OutputOf } from '#contract/contract';
import type { Fact } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconFlask, type IconProps } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { ProblemList } from './problem-list.tsx';
import styles from './side-panel.module.css';
import { TryPanel } from './try-panel.tsx';
import type { Draft } from './use-draft.ts';
import type { GroupRow, useTable } from './use-table.ts';
import type { Trying } from './use-trying.ts';
import { ruleWords } from './words.ts';

/** What every panel beside the table gets to work with. */
export type SideProps = {
  readonly loaded: OutputOf<'routing.listRules'>;
  readonly draft: Draft;
  readonly table: ReturnType<typeof useTable>;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
  readonly trying: Trying;
  readonly isReadOnly: boolean;
  /** Leads to a row of the table: the filter is lifted and the cursor stands there. */
  readonly reach: (ruleId: string) => void;
};

/** A panel that can stand beside the table, and its button. */
type Side = {
  readonly id: string;
  readonly icon: ComponentType<IconProps>;
  readonly useTitle: () => string;
  readonly Panel: ComponentType<SideProps>;
  /** What the button says where it says more than the title. */
  readonly useButton?: (props: SideProps) => string;
  readonly isAlarming?: (props: SideProps) => boolean;
  /** There only where the table can be changed. */
  readonly isForEditing?: boolean;
};

/** The panels, in the order of their buttons. A new one is a line here. */
const SIDES: readonly Side[] = [
  {
    id: 'try',
    icon: IconFlask,
    useTitle: () => useWords(ruleWords).tryOne,
    Panel: TryPanel,
  },
  {
    id: 'problems',
    icon: IconAlertTriangle,
    useTitle: () => useWords(ruleWords).problems,
    useButton: ({ table }) => useWords(ruleWords).problemCount({ count: table.problems.list.length }),
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

type OpenProps = SideProps & {
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
};

/** A button for each panel; the open one's is pressed. */
export function SideButtons(props: OpenProps) {
  return SIDES.filter(({ isForEditing }) => !isForEditing || !props.isReadOnly).map((side) => (
    <SideButton key={side.id} side={side} {...props} />
  ));
}

function SideButton({ side, ...props }: OpenProps & { readonly side: Side }) {
  const title = side.useTitle();
  const text = side.useButton?.(props) ?? title;
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
export function SidePanel(props: OpenProps) {
  const side = SIDES.find(({ id }) => id === props.open);
  return side && <OpenSide key={side.id} side={side} {...props} />;
}

function OpenSide({ side, ...props }: OpenProps & { readonly side: Side }) {
  const words = useWords(ruleWords);
  const title = side.useTitle();
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
