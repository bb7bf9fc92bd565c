import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { FilterSelect } from '#ui/filter-select';

type NamedFilterProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | null) => void;
};

/** One business line. */
export function LineFilter(props: NamedFilterProps) {
  const { label } = useFormat();
  const lines = useAsk('contacts.listLines', {});
  return (
    <FilterSelect
      {...props}
      options={(lines.data ?? []).map((line) => ({ value: line.id, label: label(line.label) }))}
    />
  );
}

/** One distribution group; not there for who may not know them. */
export function GroupFilter(props: NamedFilterProps) {
  const { label } = useFormat();
  const mayKnow = useMay('routing.view');
  const groups = useAsk('routing.listGroups', {}, { enabled: mayKnow });
  if (!mayKnow) return null;
  return (
    <FilterSelect
      {...props}
      width={190}
      options={(groups.data ?? []).map((group) => ({ value: group.id, label: label(group.label) }))}
    />
  );
}

/** One person. */
export function PersonFilter(props: NamedFilterProps) {
  const users = useAsk('access.listUsers', {});
  return (
    <FilterSelect
      {...props}
      options={(users.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
