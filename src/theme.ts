/**
 * One type scale (11, 12, 13, 14, 16, 20 px) and one spacing scale (4, 8, 12, 16, 24 px) for the whole page. What a
 * colour means is set in theme.css; here are the neutral inks of controls alone.
 */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#f3f5f7',
  '#e5e9ed',
  '#cfd6dd',
  '#b0bac5',
  '#8d99a6',
  '#6b7987',
  '#536070',
  '#3f4b58',
  '#2a3440',
  '#1a222b',
];

/** Mantine's dark neutrals, a little bluer and with more steps between surfaces. */
const dark: MantineColorsTuple = [
  '#dde3e9',
  '#bac4ce',
  '#97a3b0',
  '#76828f',
  '#3a444f',
  '#2c353f',
  '#1d242c',
  '#14191f',
  '#0f1318',
  '#0a0d11',
];

export const theme = createTheme({
  primaryColor: 'ink',
  // On dark ground the button to press is the light one, with dark text.
  primaryShade: { light: 8, dark: 2 },
  colors: { ink, dark },
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.3' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'ink' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: {
      defaultProps: {
        size: 'xs',
        allowDeselect: false,
        checkIconPosition: 'right',
        // Lists that are closed are not there: all of them together took a twentieth of a second to place.
        comboboxProps: { withinPortal: false, keepMounted: false },
        // The list closes when the field is left: a stop in it would be a stop nowhere.
        scrollAreaProps: { viewportProps: { tabIndex: -1 } },
      },
    },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 320, fz: 'xs' } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        transitionProps: { duration: 0 },
        // Within its landmark, and with nothing in the list but items.
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 }, withinPortal: false } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#55626f',
    '--mantine-color-error': '#a83207',
    '--mantine-color-placeholder': '#66727e',
    '--mantine-color-text': '#1a222b',
  },
  dark: {
    '--mantine-color-dimmed': '#9aa7b4',
    '--mantine-color-placeholder': '#8794a1',
    '--mantine-color-error': '#ff9d80',
    '--mantine-primary-color-contrast': '#0f1318',
  },
});
