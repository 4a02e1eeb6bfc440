/** Where a signed-in person meets a mission that asks for more than a password. */
import { auth, useForget } from '../../api/account.ts'
import type { Mission } from '../../api/types.ts'
import { Button } from '../../parts/Button.tsx'
import { useWords } from '../../words.tsx'
import { Alone } from './Alone.tsx'
import { ChooseFactor } from './Factor.tsx'

export default function SecondFactor({ mission }: { mission: Mission }) {
  const t = useWords()
  const forget = useForget()
  return (
    <Alone title={t('account.factorTitle')} above={mission.name}>
      <ChooseFactor onDone={() => void forget()} />
      <Button look="bare" onClick={() => void auth('/sign-out', {}).then(forget)}>
        {t('account.signOut')}
      </Button>
    </Alone>
  )
}
