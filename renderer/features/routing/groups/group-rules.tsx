import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Select, Switch } from '@mantine/core';
import { Link } from 'react-router';
import type { GroupDraft, GroupRules } from './group-draft.ts';
import styles from './groups.module.css';
import { groupWords } from './words.ts';

type GroupRulesProps = {
  readonly draft: GroupDraft;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: GroupDraft) => void;
};

const STRATEGIES = ['fair', 'leastLoaded', 'manual'] as const;
const STICKIES = ['none', 'previousOwner', 'leadOwner'] as const;
const PERIODS = ['day', 'week', 'month'] as const;

/** How a group chooses among its members, and when. */
export function GroupRulesForm({ draft, isReadOnly, onChange }: GroupRulesProps) {
  const words = useWords(groupWords);
  const put = (part: Partial<GroupRules>) => onChange({ ...draft, ...part });
  return (
    <Section title={words.rulesTitle} actions={<Link to="/routing/calendars">{words.toCalendars}</Link>}>
      <div className={styles.rules}>
        <Choice
          label={words.strategy}
          description={words.strategyHints[draft.strategy]}
          values={STRATEGIES}
          names={words.strategies}
          value={draft.strategy}
          isReadOnly={isReadOnly}
          onChange={(strategy) => put({ strategy })}
        />
        <Choice
          label={words.sticky}
          description={words.stickyHint}
          values={STICKIES}
          names={words.stickies}
          value={draft.sticky}
          isReadOnly={isReadOnly}
          onChange={(sticky) => put({ sticky })}
        />
        <Choice
          label={words.period}
          description={words.periodHint}
          values={PERIODS}
          names={words.periods}
          value={draft.period}
          isReadOnly={isReadOnly}
          onChange={(period) => put({ period })}
        />
        <SkillChoice
          value={draft.skillAttribute}
          isReadOnly={isReadOnly}
          onChange={(skillAttribute) => put({ skillAttribute })}
        />
        <CalendarChoice
          value={draft.calendarId}
          isReadOnly={isReadOnly}
          onChange={(calendarId) => put({ calendarId })}
        />
        <div>
          <Switch
            label={words.keepsHours}
            description={words.keepsHoursHint}
            checked={draft.keepsHours}
            disabled={isReadOnly}
            onChange={(event) => put({ keepsHours: event.currentTarget.checked })}
          />
          <Switch
            mt="md"
            label={words.catchesUp}
            description={words.catchesUpHint}
            checked={draft.catchesUp}
            disabled={isReadOnly}
            onChange={(event) => put({ catchesUp: event.currentTarget.checked })}
          />
        </div>
      </div>
    </Section>
  );
}

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly description: string;
  readonly values: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly isReadOnly: boolean;
  readonly onChange: (value: T) => void;
};

function Choice<T extends string>(props: ChoiceProps<T>) {
  const { values, names, value, isReadOnly, onChange } = props;
  return (
    <Select
      label={props.label}
      description={props.description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDeselect={false}
      readOnly={isReadOnly}
      data={values.map((each) => ({ value: each, label: names[each] }))}
      value={value}
      onChange={(chosen) => {
        const found = values.find((each) => each === chosen);
        if (found !== undefined) onChange(found);
      }}
    />
  );
}

type IdChoiceProps = {
  readonly value: string | null;
  readonly isReadOnly: boolean;
  readonly onChange: (value: string | null) => void;
};

function SkillChoice({ value, isReadOnly, onChange }: IdChoiceProps) {
  const words = useWords(groupWords);
  const { label } = useFormat();
  const attributes = useAsk('tagging.listAttributes', {});
  const listed = (attributes.data ?? []).filter(({ kind }) => kind === 'enum' || kind === 'set');
  return (
    <Select
      label={words.skillAttribute}
      description={words.skillAttributeHint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={words.noSkills}
      clearable
      searchable
      readOnly={isReadOnly}
      data={listed.map((each) => ({ value: each.key, label: label(each.label) }))}
      value={value}
      onChange={onChange}
    />
  );
}

function CalendarChoice({ value, isReadOnly, onChange }: IdChoiceProps) {
  const words = useWords(groupWords);
  const { label } = useFormat();
  const calendars = useAsk('routing.listCalendars', {});
  return (
    <Select
      label={words.calendar}
      description={words.calendarHint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={words.defaultCalendar}
      clearable
      searchable
      readOnly={isReadOnly}
      data={(calendars.data ?? []).map((each) => ({ value: each.id, label: label(each.label) }))}
      value={value}
      onChange={onChange}
    />
  );
}
