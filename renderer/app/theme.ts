import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  createTheme,
  Input,
  type MantineColorsTuple,
  MultiSelect,
  Notification,
  NumberInput,
  Select,
  Table,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';

/** The one accent. Shade 7 carries white text at 6:1, in light and in dark. */
const signal: MantineColorsTuple = [
  '#e4f2f4',
  '#dcedf0',
  '#a5d3da',
  '#6cc8d6',
  '#52b5c5',
  '#2a93a4',
  '#0f7887',
  '#0c6b7a',
  '#0a5a67',
  '#084a55',
];

// Light badges and alerts stand on shade 1 with shade 9 in light, and on a darkened 9 with shade 0 in dark.
const green: MantineColorsTuple = [
  '#e3f3e7',
  '#e3f3e7',
  '#cbe7d3',
  '#9fd2ae',
  '#74c98d',
  '#4fae6b',
  '#37904f',
  '#2a7340',
  '#256638',
  '#1d5630',
];

const yellow: MantineColorsTuple = [
  '#faf0da',
  '#faf0da',
  '#f3dfb3',
  '#ebca80',
  '#e6b45c',
  '#d99a2b',
  '#b87a14',
  '#8f5f0c',
  '#7c5208',
  '#6b4505',
];

const red: MantineColorsTuple = [
  '#fbe9e7',
  '#fbe9e7',
  '#f5cdc9',
  '#eda59f',
  '#f0867d',
  '#e5665c',
  '#cf4138',
  '#c03028',
  '#a8261f',
  '#861c16',
];

const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#eff2f4',
  '#e5e9ec',
  '#d6dce1',
  '#bbc4cc',
  '#97a2ac',
  '#66717c',
  '#48525c',
  '#2f373f',
  '#1b2127',
];

const dark: MantineColorsTuple = [
  '#e3e7eb',
  '#bcc5cd',
  '#9aa5b0',
  '#75818d',
  '#434d57',
  '#333c45',
  '#20272d',
  '#191e23',
  '#12161a',
  '#0b0e11',
];

/** Sizes, colours and defaults of every Mantine component. */
export const theme = createTheme({
  colors: { signal, green, yellow, red, gray, dark },
  primaryColor: 'signal',
  primaryShade: { light: 7, dark: 7 },
  black: '#1b2127',
  fontFamily:
    "'Noto Sans SC Variable', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Liberation Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.55', md: '1.55', lg: '1.5', xl: '1.4' },
  headings: { fontWeight: '620' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: false,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs' },
      vars: (_theme, props) => ({
        root: props.size === 'xs' ? { '--button-height': '32px', '--button-fz': '13px' } : {},
      }),
      styles: { label: { fontWeight: 550 } },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Alert: Alert.extend({ styles: { message: { fontSize: 13 } } }),
    Badge: Badge.extend({
      defaultProps: { variant: 'light', size: 'sm', radius: 4 },
      styles: { root: { textTransform: 'none', fontWeight: 550 } },
    }),
    Input: Input.extend({
      defaultProps: { size: 'xs' },
      vars: (_theme, props) => ({
        wrapper: props.size === 'xs' ? { '--input-height': '32px', '--input-fz': '13px' } : {},
      }),
    }),
    Select: Select.extend({ defaultProps: { size: 'xs' } }),
    MultiSelect: MultiSelect.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs' } }),
    DatePickerInput: DatePickerInput.extend({ defaultProps: { size: 'xs' } }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { size: 'sm' },
      styles: { label: { marginBottom: 3 } },
    }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': '关闭 · Close' } },
    }),
    Table: Table.extend({ defaultProps: { fz: 13, verticalSpacing: 6, horizontalSpacing: 14 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: true, fz: 12 } }),
  },
});
