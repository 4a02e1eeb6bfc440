/** Mantine for those pages that use its controls, in our tokens. Kept out of the first page; it writes no style element. */
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/CloseButton.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/InlineInput.css'
import '@mantine/core/styles/Combobox.css'
import '@mantine/core/styles/Radio.css'
import '@mantine/core/styles/Checkbox.css'
import '@mantine/core/styles/Pill.css'
import '@mantine/core/styles/PillsInput.css'
import '../style/mantine.css'
import { createTheme, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'

/** Labels above, help below, then what is wrong. */
const order: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
]
const wrapped = { defaultProps: { inputWrapperOrder: order } }

const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: Array.from({ length: 10 }, () => '#0b5c5e') as never },
  fontFamily: 'var(--sans)',
  components: {
    TextInput: wrapped,
    Textarea: wrapped,
    NativeSelect: wrapped,
    PillsInput: wrapped,
    InputWrapper: wrapped,
  },
})

export function Mantine({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
      getRootElement={() => undefined}
      env="default"
    >
      {children}
    </MantineProvider>
  )
}
