/// <reference types="vite/client" />
declare module 'virtual:words/*' {
  const words: Readonly<Record<string, string>>
  export default words
}
declare module '@tabler/icons-react/dist/esm/icons/*' {
  import type { Icon } from '@tabler/icons-react'

  const icon: Icon
  export default icon
}
